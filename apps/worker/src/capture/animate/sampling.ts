import type { AnimateOptions } from '@twinlens/contract';
import type { Static } from 'typebox';

type Wanted = NonNullable<Static<typeof AnimateOptions>['sampling']>;

/** Up to a share of the window, this many frames. */
export interface Stop {
  share: number;
  frames: number;
}

/** Where in the window frames are taken. */
export type Sampling =
  | { kind: 'uniform'; fps: number }
  | { kind: 'stops'; stops: Stop[] }
  | { kind: 'times'; timesMs: number[] };

/** More stops or times than frames there can be are left out. */
const mostFrames = 120;

const isShare = (share: number) => share > 0 && share <= 1;

/** @param fps Where frames are spread evenly. */
export function samplingOf(wanted: Wanted | undefined, fps: number): Sampling {
  if (wanted === undefined || wanted === 'uniform') return { kind: 'uniform', fps };
  if ('times' in wanted) {
    const timesMs = wanted.times.filter((time) => time >= 0);
    return { kind: 'times', timesMs: [...new Set(timesMs)].sort((a, b) => a - b) };
  }
  const stops = Array.isArray(wanted)
    ? wanted.map(({ stop, frames = 1 }) => ({ share: stop, frames }))
    : [
        { share: wanted.split, frames: wanted.front },
        { share: 1, frames: wanted.tail },
      ];
  const ordered = stops
    .filter(({ share }) => isShare(share))
    .sort((a, b) => a.share - b.share)
    .slice(0, mostFrames)
    .map(({ share, frames }) => ({
      share,
      frames: Math.round(Math.min(mostFrames, Math.max(1, frames))),
    }));
  return ordered.length > 0 ? { kind: 'stops', stops: ordered } : { kind: 'uniform', fps };
}
