import { setTimeout as delay } from 'node:timers/promises';

/** One frame of a 60 Hz screen, in milliseconds: the pause between two looks at a page. */
export const frameMs = 16;

/** Waits; rejects with the reason of `signal`, which says who interrupted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
