import { withKernel } from '../kernel/kernel.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import type { RowReader } from '../strips/row-reader.ts';

export interface ThumbnailLimits {
  /** Pixels; a picture that is narrower keeps its own. */
  width: number;
  /** How many times as high as wide it is at most; what is further down is left out, and not read. */
  shape: number;
}

/** Rows that are read at once. */
const bandRows = 64;

/**
 * The top of a picture, small: each pixel is the mean of those it stands for, by how much of each it
 * covers. What is transparent has no colour to count.
 */
export function thumbnailOf(reader: RowReader, limits: ThumbnailLimits): Pixmap {
  const width = Math.min(limits.width, reader.width);
  const shown = Math.min(reader.height, reader.width * limits.shape);
  const height = Math.max(1, Math.round((shown * width) / reader.width));
  const rgba = new Uint8Array(width * height * 4);
  const line = new Float64Array(width * 4);
  const sums = new Float64Array(width * 4);
  withKernel((kernel) => {
    const pixels = kernel.reserve(reader.width * bandRows * 4);
    for (let top = 0; top < shown; top += bandRows) {
      const count = Math.min(bandRows, shown - top);
      reader.read(kernel, count, pixels);
      const band = kernel.bytes(pixels, reader.width * count * 4);
      for (let row = 0; row < count; row++) {
        narrow(band.subarray(row * reader.width * 4, (row + 1) * reader.width * 4), line);
        // Both heights are whole numbers, so are the places where rows meet: nothing is rounded.
        const end = (top + row + 1) * height;
        for (let from = end - height; from < end; ) {
          const y = Math.floor(from / shown);
          const to = Math.min(end, (y + 1) * shown);
          const share = (to - from) / shown;
          for (let at = 0; at < sums.length; at++) {
            sums[at] = (sums[at] as number) + (line[at] as number) * share;
          }
          if (to === (y + 1) * shown) finish(sums, rgba.subarray(y * width * 4));
          from = to;
        }
      }
    }
  });
  return { width, height, rgba };
}

/** Means of the pixels of a row; colours multiplied by alpha. */
function narrow(row: Uint8Array, line: Float64Array): void {
  const wide = row.length / 4;
  const width = line.length / 4;
  line.fill(0);
  for (let x = 0; x < wide; x++) {
    const alpha = row[x * 4 + 3] as number;
    if (alpha === 0) continue;
    const end = (x + 1) * width;
    for (let from = end - width; from < end; ) {
      const column = Math.floor(from / wide);
      const to = Math.min(end, (column + 1) * wide);
      const share = ((to - from) / wide) * alpha;
      const at = column * 4;
      line[at] = (line[at] as number) + (row[x * 4] as number) * share;
      line[at + 1] = (line[at + 1] as number) + (row[x * 4 + 1] as number) * share;
      line[at + 2] = (line[at + 2] as number) + (row[x * 4 + 2] as number) * share;
      line[at + 3] = (line[at + 3] as number) + share;
      from = to;
    }
  }
}

/** Writes a row of means, and begins the next one. */
function finish(sums: Float64Array, out: Uint8Array): void {
  for (let at = 0; at < sums.length; at += 4) {
    const alpha = sums[at + 3] as number;
    for (let channel = 0; channel < 3 && alpha > 0; channel++) {
      out[at + channel] = Math.round((sums[at + channel] as number) / alpha);
    }
    out[at + 3] = Math.round(alpha);
  }
  sums.fill(0);
}
