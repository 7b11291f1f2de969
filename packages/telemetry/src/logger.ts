import { type DestinationStream, type Logger, pino } from 'pino';
import type { Tracing } from './spans.ts';

interface LoggerOptions {
  name: string;
  level?: string;
  tracing: Tracing;
  /** Standard output when left out. */
  destination?: DestinationStream;
}

/** A logger of JSON lines; what is said during a trace has its ids. */
export function createLogger({ tracing, destination, ...options }: LoggerOptions): Logger {
  const mixin = () => tracing.ids() ?? {};
  return destination === undefined
    ? pino({ ...options, mixin })
    : pino({ ...options, mixin }, destination);
}
