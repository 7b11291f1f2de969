/** What every engine is for the bench. */
export interface Verdict {
  different: boolean;
  /** How many pixels it calls different; asked for outside of what is timed, as some have to be counted. */
  pixels(): number;
  /** Which kind of difference it is, where the engine tells. */
  class?: string;
}

/** An answer to pictures that the engine does not compare, as of other sizes. */
export const refuses = 'refuses';

export interface Tool {
  /**
   * Stores a picture, before anything is timed.
   * @returns What `compare` takes for it. Engines without it compare the PNG files themselves.
   */
  ingest?(png: string, folder: string): Promise<string>;
  /** Compares two pictures and writes a picture of what differs to a file. */
  compare(before: string, after: string, out: string): Promise<Verdict | typeof refuses>;
  /** Ends what it has started. */
  close?(): void;
}

/** Ways to use an engine that give the same verdict, by name; the fastest takes part. */
export type Forms = Record<string, () => Tool>;

/** Says that the engine is not there; the peers are measured alone then. */
export class NotBuiltError extends Error {
  constructor() {
    super('not built yet');
  }
}
