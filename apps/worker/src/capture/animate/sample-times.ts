import type { Sampling, Stop } from './sampling.ts';

/** What frames are taken of, in milliseconds. */
export interface Window {
  durationMs: number;
  /** It goes on as it began: its end is its start, and is left out. */
  loops: boolean;
}

/**
 * The times at which frames are taken, ascending, in milliseconds from the start of the window; the
 * window of what ends is sampled to its end, and of what loops up to one step before.
 */
export function sampleTimes(window: Window, sampling: Sampling, maxFrames: number): number[] {
  const { durationMs, loops } = window;
  if (sampling.kind === 'times') {
    // Nobody can wait for what lies behind the window; an animation of nothing shows its start.
    const within = sampling.timesMs.filter((time) => time <= durationMs).slice(0, maxFrames);
    return within.length > 0 ? within : [0];
  }
  if (sampling.kind === 'stops') {
    return timesOfStops(scaleDown(sampling.stops, maxFrames), durationMs);
  }
  const wanted = Math.round((durationMs * sampling.fps) / 1000);
  const frames = Math.min(maxFrames, Math.max(2, wanted));
  const step = durationMs / (loops ? frames : frames - 1);
  return Array.from({ length: frames }, (_, index) =>
    !loops && index === frames - 1 ? durationMs : index * step,
  );
}

/** Each stretch has its share of the frames there may be, and at least one. */
function scaleDown(stops: readonly Stop[], maxFrames: number): Stop[] {
  const kept = stops.slice(-maxFrames);
  const total = kept.reduce((sum, { frames }) => sum + frames, 0);
  if (total <= maxFrames) return kept;
  const spare = maxFrames - kept.length;
  const wanted = total - kept.length;
  return kept.map(({ share, frames }) => ({
    share,
    frames: 1 + Math.floor(((frames - 1) * spare) / wanted),
  }));
}

/** Evenly in each stretch, from its start; in the last one to its end. */
function timesOfStops(stops: readonly Stop[], durationMs: number): number[] {
  let start = 0;
  return stops.flatMap(({ share, frames }, index) => {
    const last = index === stops.length - 1;
    const [from, length] = [start, share - start];
    start = share;
    if (last && frames === 1) return [share * durationMs];
    const step = length / (last ? frames - 1 : frames);
    return Array.from({ length: frames }, (_, frame) =>
      // Steps are rounded, and might add up to more than there is.
      last && frame === frames - 1
        ? share * durationMs
        : Math.min(share, from + frame * step) * durationMs,
    );
  });
}

/**
 * How long each frame is shown, in whole milliseconds: until the time of the next, the last one as long
 * as the one before, or to the end of a loop. What is rounded does not add up.
 */
export function delaysOf(times: readonly number[], { durationMs, loops }: Window): number[] {
  const last = times.at(-1) ?? 0;
  const held = last - (times.at(-2) ?? last - durationMs);
  const ends = [...times.slice(1), loops ? Math.max(durationMs, last + 1) : last + held];
  return ends.map((end, index) => Math.round(end) - Math.round(times[index] ?? 0));
}
