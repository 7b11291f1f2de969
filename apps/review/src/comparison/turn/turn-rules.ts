/** How a finger turns from one change to the next. Pure. */

/** What a finger has done so far, in pixels and milliseconds. */
export interface Pull {
  /** Sideways; to the right is more than 0. */
  by: number;
  /** Of its last moves, in pixels a millisecond. */
  speed: number;
}

/** Pixels after which it is known where a finger goes. */
const known = 10;

/** How much further it has to go sideways than up or down. */
const sideways = 1.3;

export function directionOf(x: number, y: number): 'sideways' | 'other' | null {
  if (Math.hypot(x, y) < known) return null;
  return Math.abs(x) > sideways * Math.abs(y) ? 'sideways' : 'other';
}

/** Share of the way that what has no neighbour there goes along. */
const resistance = 0.25;

/** How far a change follows the finger. */
export const followed = (by: number, hasNeighbour: boolean): number =>
  hasNeighbour ? by : by * resistance;

/** Share of the width that is far enough, and pixels a millisecond that are fast enough. */
const enough = { far: 0.35, fast: 0.4 };

/** Which change comes when the finger lets go: the next one, the one before, or the same. */
export function landing({ by, speed }: Pull, width: number): 1 | -1 | 0 {
  const isFast = Math.abs(speed) > enough.fast && Math.sign(speed) === Math.sign(by);
  if (!isFast && Math.abs(by) < enough.far * width) return 0;
  return by < 0 ? 1 : -1;
}
