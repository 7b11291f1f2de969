/** When a delivery is tried again, and when it is given up. Pure. */

/** What came of one attempt. */
export type DeliveryOutcome =
  | { kind: 'delivered' }
  | {
      kind: 'later';
      problem: string;
      /** Milliseconds the other side asked for; null where it said nothing. */
      afterMs: number | null;
    }
  | { kind: 'refused'; problem: string };

/** Waited after the first failure; twice as long after each further one. Milliseconds. */
const firstWaitMs = 1_000;

/** No longer than this, so that after an outage everything is told within minutes. */
const longestWaitMs = 5 * 60_000;

/** However long somebody asks to be left alone. */
const longestAskedMs = 60 * 60_000;

/** What nobody took for this long is given up. */
const givenUpAfterMs = 7 * 24 * 60 * 60_000;

/**
 * Milliseconds until the next attempt.
 * @param failures so far, at least 1
 * @param random between 0 and 1: what failed together must not come again together
 */
export function waitMs(failures: number, askedMs: number | null, random: number): number {
  const doubled = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - 1, 20));
  const spread = doubled * (0.5 + random / 2);
  return Math.round(Math.max(spread, Math.min(askedMs ?? 0, longestAskedMs)));
}

export const isGivenUp = (createdAt: Date, now: Date): boolean =>
  now.getTime() - createdAt.getTime() > givenUpAfterMs;
