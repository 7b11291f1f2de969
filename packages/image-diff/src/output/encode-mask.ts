import { deflateSync } from 'node:zlib';
import { assemblePng } from '../png/png-chunks.ts';
import type { DifferenceMask } from './difference-mask.ts';

/** Red, green and blue of each value: nothing, changed, new, noise. Seen by all common kinds of colour vision. */
const palette = Buffer.from([0, 0, 0, 225, 0, 122, 0, 114, 178, 230, 159, 0]);
const alphas = Buffer.from([0, 255, 160, 160]);

/**
 * A mask as a PNG to be laid over the part of the picture it is of: transparent where nothing differs.
 * @param columns of the mask that are shown, where not all are; up to three may lie beyond the picture
 */
export function encodeMask({ width, height, values }: DifferenceMask, columns = width): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(height, 4);
  header.set([2, 3, 0, 0, 0], 8);
  const stride = width / 4;
  // A byte before each row says that it is not filtered.
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(values.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  }
  return assemblePng([
    { type: 'IHDR', content: header },
    { type: 'PLTE', content: palette },
    { type: 'tRNS', content: alphas },
    { type: 'IDAT', content: deflateSync(rows, { level: 1 }) },
    { type: 'IEND', content: Buffer.alloc(0) },
  ]);
}
