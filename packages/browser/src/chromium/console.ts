import type { CdpSession } from '../cdp/connection.ts';
import type { ConsoleMessage } from '../page.ts';

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

const levels: Record<string, ConsoleMessage['level'] | undefined> = {
  error: 'error',
  assert: 'error',
  warning: 'warn',
};

/**
 * Reports the errors and warnings of a page: its console, what it did not catch, failed loads.
 * @param withoutScripts Every script that is kept from running would be an error of its own.
 */
export function watchConsole(
  session: CdpSession,
  report: (message: ConsoleMessage) => void,
  withoutScripts: boolean,
): void {
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    const level = levels[String(type)];
    if (level) report({ level, text: (args as RemoteObject[]).map(textOf).join(' ') });
  });
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { text, exception } = exceptionDetails as ExceptionDetails;
    report({ level: 'error', text: exception ? `${text} ${textOf(exception)}` : text });
  });
  session.on('Log.entryAdded', ({ entry }) => {
    const { source, level, text, url } = entry as LogEntry;
    if (withoutScripts && source === 'security') return;
    const known = levels[level];
    if (known) report({ level: known, text: url ? `${text} (${url})` : text });
  });
}
