import type { Described } from './page-animator.ts';
import type { AnimateSettings } from './resolve-options.ts';
import type { Window } from './sample-times.ts';

/** The window in which these animations are captured. */
export function windowOf(settings: AnimateSettings, found: readonly Described[]): Window {
  const timed = found.flatMap(({ lengthMs, beganAtMs, repeats }) =>
    lengthMs === null ? [] : [{ endMs: Math.max(0, beganAtMs) + lengthMs, repeats }],
  );
  if (settings.durationMs !== undefined) {
    const loops = timed.length > 0 && timed.every(({ repeats }) => repeats);
    return { durationMs: settings.durationMs, loops };
  }
  const endMs = Math.max(0, ...timed.map((one) => one.endMs));
  const longest = timed.filter((one) => one.endMs === endMs);
  const shortened = endMs > settings.maxDurationMs;
  const durationMs = endMs > 0 && !shortened ? endMs : settings.maxDurationMs;
  const loops = longest.length > 0 && longest.every(({ repeats }) => repeats) && !shortened;
  if (settings.sampling.kind !== 'times') return { durationMs, loops };
  // Exactly those times, also behind the end.
  const last = Math.min(settings.sampling.timesMs.at(-1) ?? 0, settings.maxDurationMs);
  return { durationMs: Math.max(durationMs, last), loops: loops && last < durationMs };
}
