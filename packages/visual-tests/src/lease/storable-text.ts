import type { LogEntry } from '../db/schema.ts';

/** Text of strangers' pages may have what no database holds: NUL, and halves of surrogate pairs. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The same text with a replacement character in every such place. */
export const makeStorable = (text: string): string =>
  text.replaceAll('\0', '\ufffd').toWellFormed();

export const storableLog = (log: LogEntry[]): LogEntry[] =>
  log.map((line) => ({ ...line, text: makeStorable(line.text) }));
