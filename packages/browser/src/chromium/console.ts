import type { CdpSession } from '../cdp/connection.ts';
import type { PageEvent } from '../page.ts';

interface RemoteObject {
  type?: string;
  value?: unknown;
  description?: string;
  unserializableValue?: string;
}

export interface ExceptionDetails {
  text: string;
  exception?: RemoteObject;
}

interface LogEntry {
  source: string;
  level: string;
  text: string;
  url?: string;
}

function textOf(object: RemoteObject): string {
  if (object.description !== undefined) return object.description;
  if (object.unserializableValue !== undefined) return object.unserializableValue;
  return typeof object.value === 'string' ? object.value : JSON.stringify(object.value ?? null);
}

/** What was thrown, as a person would want to read it: the message, without the stack. */
export function messageOf({ text, exception }: ExceptionDetails): string {
  if (!exception) return text;
  const message = textOf(exception).replace(/\n\s+at [\s\S]*$/, '');
  return message.replace(/^Error: /, '');
}

type Level = Extract<PageEvent, { kind: 'console' }>['level'];

const levels: Record<string, Level | undefined> = {
  error: 'error',
  assert: 'error',
  warning: 'warn',
};

/**
 * Reports the errors and warnings of a page: its console, what it did not catch, what the browser has
 * to say about it.
 * @param withoutScripts Every script that is kept from running would be an error of its own.
 */
export function watchConsole(
  session: CdpSession,
  onEvent: (event: PageEvent) => void,
  withoutScripts: boolean,
): void {
  const report = (level: Level, text: string) => onEvent({ kind: 'console', level, text });
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    const level = levels[String(type)];
    if (level) report(level, (args as RemoteObject[]).map(textOf).join(' '));
  });
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { text, exception } = exceptionDetails as ExceptionDetails;
    report('error', exception ? `${text} ${textOf(exception)}` : text);
  });
  session.on('Log.entryAdded', ({ entry }) => {
    const { source, level, text, url } = entry as LogEntry;
    // Failed requests are reported by name elsewhere.
    if (source === 'network' || (withoutScripts && source === 'security')) return;
    const known = levels[level];
    if (known) report(known, url ? `${text} (${url})` : text);
  });
}
