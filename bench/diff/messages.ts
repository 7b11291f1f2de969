/** What the bench and the processes that each run one engine tell each other. */
import type { refuses } from './tool.ts';

/** What the engine takes for two pictures, and the file for what differs. */
export interface Comparison {
  before: string;
  after: string;
  out: string;
}

export type Order =
  | { ingest: { png: string; folder: string } }
  | { turn: Comparison; leastMs: number }
  | { peak: Comparison };

export interface Told {
  different: boolean;
  pixels: number;
  class?: string;
}

/** One or more comparisons in a row, by their mean. */
export interface Turn {
  wallMs: number;
  cpuMs: number;
  verdict: Told | typeof refuses;
}

export interface Ingested {
  /** What `compare` takes for the picture. */
  reference: string;
  cpuMs: number;
}

export interface Answers {
  ingested: Ingested;
  turn: Turn;
  /** Megabytes. */
  peak: number;
}

export type Answer = Partial<Answers> | { failure: string; notBuilt: boolean };
