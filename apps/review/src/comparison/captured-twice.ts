import type { Picture, ShownChange } from '../api/entities.ts';

export interface CapturedTwice {
  side: 'before' | 'after';
  first: Picture;
  second: Picture;
}

/** The two captures of a change that differ from each other: of the later commit, or of the baseline. */
export function capturedTwice({ before, after }: ShownChange): CapturedTwice | null {
  if (!before || !after) return null;
  if (after.again) return { side: 'after', first: after.image, second: after.again };
  return before.again ? { side: 'before', first: before.image, second: before.again } : null;
}
