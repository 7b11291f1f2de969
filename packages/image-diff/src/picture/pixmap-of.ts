import { withKernel } from '../kernel/kernel.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import { bandRows, type Picture } from './picture.ts';

/** All pixels of a picture, for what has to have them all at once. */
export function pixmapOf({ width, height, readRows }: Picture): Pixmap {
  const stride = width * 4;
  const rgba = new Uint8Array(height * stride);
  withKernel((kernel) => {
    const band = kernel.reserve(bandRows * stride);
    for (let y = 0; y < height; y += bandRows) {
      const end = Math.min(height, y + bandRows);
      readRows(kernel, y, end, band);
      rgba.set(kernel.bytes(band, (end - y) * stride), y * stride);
    }
  });
  return { width, height, rgba };
}
