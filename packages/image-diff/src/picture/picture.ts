import { type Kernel, withKernel } from '../kernel/kernel.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';

/** What the fingerprints of a row are keyed with. Bytes. */
export const keyBytes = 32;

/**
 * A picture as it is compared: fingerprints of all its rows, and the pixels of those that are asked
 * for. Where the pixels are, nobody else knows.
 */
export interface Picture {
  width: number;
  height: number;
  /** Two words of 32 bits a row. Of pictures compared with one another, made with the same key. */
  rows: Uint32Array;
  /**
   * Writes rows as RGBA, one after the other.
   * @param into where in the kernel's memory
   */
  readRows(kernel: Kernel, from: number, to: number, into: number): void;
}

/** Rows worked on at once: few enough to stay in the processor's cache, enough to make calls cheap. */
export const bandRows = 64;

/** Of pictures that are not stored: nobody can have made two rows that this one takes for equal. */
export const ownKey: Uint8Array = crypto.getRandomValues(new Uint8Array(keyBytes));

/**
 * A decoded picture, whose fingerprints are made now.
 * @param key without one they can be compared with others of this kind only
 */
export function pictureOf({ width, height, rgba }: Pixmap, key: Uint8Array = ownKey): Picture {
  const rows = new Uint32Array(height * 2);
  const stride = width * 4;
  const readRows: Picture['readRows'] = (kernel, from, to, into) => {
    kernel.bytes(into, (to - from) * stride).set(rgba.subarray(from * stride, to * stride));
  };
  withKernel((kernel) => {
    const band = kernel.reserve(bandRows * stride);
    for (let y = 0; y < height; y += bandRows) {
      const end = Math.min(height, y + bandRows);
      readRows(kernel, y, end, band);
      rows.set(fingerprintRows(kernel, { pixels: band, width, count: end - y, key }), y * 2);
    }
  });
  return { width, height, rows, readRows };
}

interface Band {
  /** RGBA in the kernel's memory. */
  pixels: number;
  width: number;
  /** Rows. */
  count: number;
  key: Uint8Array;
}

/** @returns two words a row; valid until the kernel is used again */
export function fingerprintRows(
  kernel: Kernel,
  { pixels, width, count, key }: Band,
): Uint32Array<ArrayBuffer> {
  const mark = kernel.mark;
  const keyAt = kernel.reserve(keyBytes);
  const out = kernel.reserve(count * 8);
  kernel.bytes(keyAt, keyBytes).set(key);
  kernel.run.fingerprintRows(pixels, width, count, keyAt, out);
  kernel.release(mark);
  return kernel.words(out, count * 2);
}
