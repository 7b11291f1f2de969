/** Pictures of what differs, as far as their addresses go: they show the later picture. */
import { drawPicture } from './picture.ts';
import { imageOf } from './rows.ts';

const nameOf = (row: number, side: 'before' | 'after') =>
  /([0-9a-f]{32})\.a?png$/.exec(imageOf(row, side).url)?.[1];

export function resultImagesOf(row: number): { highlight: string; mask: string } {
  const folder = `/a/1/results/1/${nameOf(row, 'before')}/${nameOf(row, 'after')}`;
  return { highlight: `${folder}/highlight.png`, mask: `${folder}/mask.png` };
}

/** @returns null for what is no such picture */
export function drawResultImage(path: string): Buffer | null {
  const [, row] =
    /^\/a\/1\/results\/1\/b[0-9a-f]{31}\/a([0-9a-f]{31})\/(?:highlight|mask)\.png$/.exec(path) ??
    [];
  return row === undefined ? null : drawPicture({ row: Number.parseInt(row, 16), side: 'after' });
}
