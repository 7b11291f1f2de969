import { BrowserGoneError, type PageEvent, PageGoneError } from '../page.ts';
import type { BidiConnection, BidiObject } from './connection.ts';
import { type RemoteValue, textOf } from './remote-value.ts';

interface LogEntry {
  level: string;
  text: string | null;
  args?: RemoteValue[];
  source: { context?: string };
}

interface Context {
  context: string;
  url: string;
  parent: string | null;
  originalOpener: string | null;
  userContext: string;
}

interface Watched {
  connection: BidiConnection;
  /** Of the main frame. */
  context: string;
  userContext: string;
  /** Whether a frame is one of this page. */
  isOurs(context: string | null | undefined): boolean;
  onEvent(event: PageEvent): void;
  onEnd(reason: Error): void;
}

const levels = { warn: 'warn', error: 'error' } as const;

function watchConsole({ connection, isOurs, onEvent }: Watched) {
  return connection.on('log.entryAdded', (params) => {
    const { level, text, args, source } = params as unknown as LogEntry;
    if (!isOurs(source.context)) return;
    const known = levels[level as keyof typeof levels];
    if (known)
      onEvent({ kind: 'console', level: known, text: args?.map(textOf).join(' ') ?? text ?? '' });
  });
}

function answerDialogs({ connection, isOurs, onEvent }: Watched) {
  return connection.on('browsingContext.userPromptOpened', ({ context, type, message }) => {
    if (!isOurs(context as string)) return;
    const accept = type === 'alert' || type === 'beforeunload';
    connection.send('browsingContext.handleUserPrompt', { context, accept }).catch(() => undefined);
    onEvent({ kind: 'dialog', type: String(type), text: String(message) });
  });
}

function closeWindows({ connection, context, userContext, onEvent }: Watched) {
  return connection.on('browsingContext.contextCreated', (params) => {
    const created = params as unknown as Context;
    const isWindow = created.parent === null && created.context !== context;
    if (!isWindow || created.userContext !== userContext) return;
    connection.send('browsingContext.close', { context: created.context }).catch(() => undefined);
    onEvent({ kind: 'window', url: created.url });
  });
}

function watchDownloads({ connection, isOurs, onEvent }: Watched) {
  return connection.on('browsingContext.downloadWillBegin', ({ context, url }: BidiObject) => {
    if (isOurs(context as string)) onEvent({ kind: 'download', url: String(url) });
  });
}

function watchForCrash({ connection, context, onEnd }: Watched) {
  const stopClosed = connection.lifetime.whenEnded(onEnd);
  const stopDestroyed = connection.on('browsingContext.contextDestroyed', (params) => {
    if (params.context === context) onEnd(new PageGoneError({ how: 'crashed' }));
  });
  return () => {
    stopClosed();
    stopDestroyed();
  };
}

/** The page was closed by us. */
export const closed = () => new BrowserGoneError('the page was closed');

/**
 * Follows what a page does, and answers what it must not wait for.
 * @returns Ends the watch.
 */
export function watch(watched: Watched): () => void {
  const stops = [
    watchConsole(watched),
    answerDialogs(watched),
    closeWindows(watched),
    watchDownloads(watched),
    watchForCrash(watched),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
