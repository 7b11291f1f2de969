import { setTimeout as sleep } from 'node:timers/promises';

const intervalMs = 50;

/**
 * Waits until `look` answers something other than null or false, and answers it.
 * Rejects after the time with what was waited for and the last error, if there was one.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | false>,
  timeoutMs = 60_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let cause: unknown;
  while (Date.now() < end) {
    try {
      const found = await look();
      if (found !== null && found !== false) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(intervalMs);
  }
  throw new Error(`waited ${timeoutMs} ms in vain: ${what}`, { cause });
}
