import { type Kernel, withKernel } from '../kernel/kernel.ts';
import { fingerprintRows } from '../picture/picture.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import { cutKey, isCut, mostRows } from './boundaries.ts';
import type { Manifest, ManifestStrip } from './manifest.ts';
import { contentOfRows, digestOfStrip, type StripShape } from './strip.ts';

/** Gives a picture's rows from the top as RGBA, in the kernel's memory. */
export interface RowReader {
  width: number;
  height: number;
  /** Writes the next rows. */
  read(kernel: Kernel, rows: number, into: number): void;
}

export function readerOf({ width, height, rgba }: Pixmap): RowReader {
  let next = 0;
  return {
    width,
    height,
    read(kernel, rows, into) {
      const length = rows * width * 4;
      kernel.bytes(into, length).set(rgba.subarray(next, next + length));
      next += length;
    },
  };
}

/** A strip in the kernel's memory; valid until it returns. */
export interface CutStrip {
  shape: StripShape;
  digest: Buffer;
  /** What is compressed. */
  content: Uint8Array;
  kernel: Kernel;
  /** The same rows as RGBA, in the kernel's memory. */
  pixels: number;
}

/**
 * Cuts a picture into strips, each of which is looked at before the next one is read: of the picture
 * no more than one strip is in memory.
 * @param take called with each strip from the top
 */
export function cutPicture(reader: RowReader, take: (strip: CutStrip) => void): Manifest {
  const { width, height } = reader;
  const stride = width * 4;
  const strips: ManifestStrip[] = [];
  withKernel((kernel) => {
    const pixels = kernel.reserve(stride * mostRows);
    let ready = 0;
    let cut = 0;
    for (let y = 0; y < height || ready > 0; ) {
      const fresh = Math.min(mostRows - ready, height - y);
      reader.read(kernel, fresh, pixels + ready * stride);
      y += fresh;
      ready += fresh;
      const prints = fingerprintRows(kernel, { pixels, width, count: ready, key: cutKey });
      cut = rowsOfFirst(prints, ready);
      const { shape, content } = contentOfRows(kernel, pixels, { width, rows: cut });
      const digest = digestOfStrip(shape, content);
      strips.push({ rows: shape.rows, channels: shape.channels, digest });
      take({ shape, digest, content, kernel, pixels });
      kernel.bytes(pixels, ready * stride).copyWithin(0, cut * stride);
      ready -= cut;
    }
  });
  return { width, height, strips };
}

/** How many of these rows make the first strip. */
function rowsOfFirst(prints: Uint32Array, count: number): number {
  for (let row = 1; row < count; row++) {
    if (isCut(prints[(row - 1) * 2] as number, row)) return row;
  }
  return count;
}
