import { deflateSync } from 'node:zlib';
import { assemblePng } from '../png/png-chunks.ts';
import type { DifferenceMask } from './difference-mask.ts';

/** Red, green and blue of each value: nothing, changed, new, noise. Seen by all common kinds of colour vision. */
const palette = Buffer.from([0, 0, 0, 225, 0, 122, 0, 114, 178, 230, 159, 0]);
const alphas = Buffer.from([0, 255, 160, 160]);

/** Pixels in a byte: two bits each. */
const perByte = 4;

/** A mask as a PNG to be laid over the part of the picture it is of: transparent where nothing differs. */
export function encodeMask({ width, height, values }: DifferenceMask): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([2, 3, 0, 0, 0], 8);
  const stride = Math.ceil(width / perByte) + 1;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const from = y * width;
    const to = y * stride + 1;
    for (let x = 0; x < width; x++) {
      const value = values[from + x] as number;
      if (value !== 0) {
        const at = to + (x >> 2);
        rows[at] = (rows[at] as number) | (value << (6 - (x & 3) * 2));
      }
    }
  }
  return assemblePng([
    { type: 'IHDR', content: header },
    { type: 'PLTE', content: palette },
    { type: 'tRNS', content: alphas },
    { type: 'IDAT', content: deflateSync(rows, { level: 1 }) },
    { type: 'IEND', content: Buffer.alloc(0) },
  ]);
}
