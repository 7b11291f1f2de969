import type { Kernel } from '../kernel/kernel.ts';
import { bandRows, type Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { alike, rowsOf } from './read-rows.ts';

/**
 * What is to be seen in a region: the smallest one around everything that stands out from the background;
 * null where nothing does. The background is what lies above the region, or below it, column by column:
 * where columns of several colours only go on, there is nothing to be seen. Where the region begins and
 * ends in one colour, it is that.
 */
export function contentOf(kernel: Kernel, picture: Picture, region: Region): Region | null {
  const { x, y, width, height } = region;
  const background = backgroundOf(kernel, picture, region);
  const mark = kernel.mark;
  const band = kernel.reserve(picture.width * 4 * bandRows);
  let left = width;
  let right = 0;
  let top = -1;
  let bottom = 0;
  for (let from = 0; from < height; from += bandRows) {
    const count = Math.min(bandRows, height - from);
    picture.readRows(kernel, y + from, y + from + count, band);
    const pixels = kernel.words(band, picture.width * count);
    const isBackground = (start: number, column: number) =>
      alike(pixels[start + column] as number, background[column] as number);
    for (let row = 0; row < count; row++) {
      const start = row * picture.width + x;
      let first = 0;
      while (first < width && isBackground(start, first)) first++;
      if (first === width) continue;
      let last = width;
      while (isBackground(start, last - 1)) last--;
      if (first < left) left = first;
      if (last > right) right = last;
      if (top === -1) top = from + row;
      bottom = from + row + 1;
    }
  }
  kernel.release(mark);
  if (top === -1) return null;
  return { x: x + left, y: y + top, width: right - left, height: bottom - top };
}

/** Of the rows above and below, the one with fewer colours beside one another; or the first own one. */
function backgroundOf(
  kernel: Kernel,
  picture: Picture,
  { x, y, width, height }: Region,
): Uint32Array {
  const row = rowsOf(kernel, picture, { x, width });
  const around = [y - 1, y + height].filter((at) => at >= 0 && at < picture.height);
  if (row(y).flat && row(y + height - 1).flat) return row(y).pixels;
  const candidates = (around.length > 0 ? around : [y]).map((at) => row(at).pixels);
  return candidates.reduce((best, other) => (edgesOf(other) < edgesOf(best) ? other : best));
}

const edgesOf = (row: Uint32Array) =>
  row.reduce((sum, pixel, at) => sum + (at > 0 && pixel !== row[at - 1] ? 1 : 0), 0);
