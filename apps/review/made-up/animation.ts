/** Pictures of many frames: a part of a user interface that slides in. */
import { isUnstableRow, type PictureName } from './picture.ts';

export const frameMs = 100;

/** Of every fiftieth row both pictures move; none of those is unstable. */
export const isAnimated = (row: number): boolean => row % 50 === 3 && !isUnstableRow(row);

/** The later one takes longer. */
export function lengthOf({ side }: PictureName): { frameCount: number; durationMs: number } {
  const frameCount = side === 'after' ? 10 : 8;
  return { frameCount, durationMs: frameCount * frameMs };
}
