import type { Logger } from 'pino';
import type { Settings } from './settings.ts';
import type { Store } from './store/store.ts';
import type { StatusMetrics } from './telemetry/metrics.ts';

export interface Watched {
  origin: string;
  /** Headers; null where there is no key. */
  client: Record<string, string> | null;
  /** Headers; null where there is no token. */
  service: Record<string, string> | null;
}

/** What a verb needs from the program that calls it. Verbs have one shape: `verb({ ctx, input })`. */
export interface Context {
  store: Store;
  settings: Settings;
  now: () => Date;
  /** The Twinlens that is watched, and what it takes to ask it as a client and as its status program. */
  watched: Watched;
  /** Public address of the page, without a trailing slash; links in feeds and documents start with it. */
  origin: string;
  logger: Logger;
  metrics: StatusMetrics;
}
