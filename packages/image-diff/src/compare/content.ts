import type { Kernel } from '../kernel/kernel.ts';
import { bandRows, type Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';

/**
 * What is to be seen in a region: the smallest one around everything that has not the colour of its
 * corner; null where all of it has.
 */
export function contentOf(kernel: Kernel, picture: Picture, region: Region): Region | null {
  const { x, y, width, height } = region;
  const mark = kernel.mark;
  const band = kernel.reserve(picture.width * 4 * bandRows);
  let blank: number | undefined;
  let left = width;
  let right = 0;
  let top = -1;
  let bottom = 0;
  for (let from = 0; from < height; from += bandRows) {
    const count = Math.min(bandRows, height - from);
    picture.readRows(kernel, y + from, y + from + count, band);
    const pixels = kernel.words(band, picture.width * count);
    blank ??= pixels[x] as number;
    for (let row = 0; row < count; row++) {
      const start = row * picture.width + x;
      let first = 0;
      while (first < width && pixels[start + first] === blank) first++;
      if (first === width) continue;
      let last = width;
      while (pixels[start + last - 1] === blank) last--;
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
