/** Addresses of pictures of what differs. */
import { imageOf } from './rows.ts';

const nameOf = (row: number, side: 'before' | 'after') =>
  /([0-9a-f]{32})\.a?png$/.exec(imageOf(row, side).url)?.[1];

export function resultImagesOf(row: number): { highlight: string; mask: string } {
  const folder = `/a/1/results/1/${nameOf(row, 'before')}/${nameOf(row, 'after')}`;
  return { highlight: `${folder}/highlight.png`, mask: `${folder}/mask.png` };
}
