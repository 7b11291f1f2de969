/** One stream for what all parts say: readable where a person looks, JSON lines everywhere else. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';

export type Level = 'debug' | 'info' | 'warn' | 'error';

export interface LogStream {
  /** Something the command itself has to say. */
  say(level: Level, message: string): void;
  /** Passes on every line of a part's output; `onLine` sees each of them as text. */
  follow(part: string, output: Readable, onLine?: (text: string) => void): void;
}

interface Entry {
  part: string;
  level: Level;
  time: number;
  message: string;
  fields: Record<string, unknown>;
}

const levelNumbers: Record<Level, number> = { debug: 20, info: 30, warn: 40, error: 50 };

export function createLogStream(output: Writable, options: { human: boolean }): LogStream {
  const print = options.human ? toHuman : toJson;
  const write = (entry: Entry) => {
    output.write(`${print(entry)}\n`);
  };
  return {
    say(level, message) {
      write({ part: 'twinlens', level, time: Date.now(), message, fields: {} });
    },
    follow(part, source, onLine) {
      createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
        const entry = readLine(part, line);
        onLine?.(entry.message);
        write(entry);
      });
    },
  };
}

/** A line is a JSON record of a logger, or, where a program broke, plain text. */
function readLine(part: string, line: string): Entry {
  const plain: Entry = { part, level: 'info', time: Date.now(), message: line, fields: {} };
  if (!line.startsWith('{')) return plain;
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return plain;
  }
  const { level, time, msg, name: _name, pid: _pid, hostname: _hostname, ...fields } = record;
  return {
    part,
    level: toLevel(level),
    time: typeof time === 'number' ? time : Date.now(),
    message: typeof msg === 'string' ? msg : '',
    fields,
  };
}

function toLevel(number: unknown): Level {
  if (typeof number !== 'number') return 'info';
  if (number >= levelNumbers.error) return 'error';
  if (number >= levelNumbers.warn) return 'warn';
  return number >= levelNumbers.info ? 'info' : 'debug';
}

function toJson({ part, level, time, message, fields }: Entry): string {
  return JSON.stringify({ level: levelNumbers[level], time, part, msg: message, ...fields });
}

const colors = { debug: 'dim', info: 'reset', warn: 'yellow', error: 'red' } as const;

function toHuman({ part, level, time, message, fields }: Entry): string {
  const clock = new Date(time).toTimeString().slice(0, 8);
  const rest = Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  const prefix = styleText('dim', `${clock} ${part.padEnd(8)}`);
  const text = styleText(colors[level], message);
  return [prefix, text, styleText('dim', rest)].filter(Boolean).join(' ');
}
