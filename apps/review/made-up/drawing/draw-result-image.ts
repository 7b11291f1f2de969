/** Pictures of what differs, as far as their addresses go: they show the later picture. */
import { drawPicture } from './draw-picture.ts';

/** @returns null for what is no such picture */
export function drawResultImage(path: string): Buffer | null {
  const [, row] =
    /^\/a\/1\/results\/1\/b[0-9a-f]{31}\/a([0-9a-f]{31})\/(?:highlight|mask)\.png$/.exec(path) ??
    [];
  return row === undefined ? null : drawPicture({ row: Number.parseInt(row, 16), side: 'after' });
}
