import { deflateSync } from 'node:zlib';
import { assemblePng } from '../png/png-chunks.ts';
import type { DifferenceMask } from './difference-mask.ts';

/** Red, green and blue of each value: nothing, changed, new, noise. Seen by all common kinds of colour vision. */
const palette = Buffer.from([0, 0, 0, 225, 0, 122, 0, 114, 178, 230, 159, 0]);
const alphas = Buffer.from([0, 255, 160, 160]);

/** Pixels in a byte: two bits each. */
const perByte = 4;

/** Four values, two bits each, the first one uppermost. */
const packed = (four: number) =>
  ((four & 3) << 6) | ((four >>> 4) & 0x30) | ((four >>> 14) & 0x0c) | ((four >>> 24) & 3);

/**
 * A mask as a PNG to be laid over the part of the picture it is of: transparent where nothing differs.
 * @param columns of the mask that are shown, where not all are; up to three may lie beyond the picture
 */
export function encodeMask({ width, height, values }: DifferenceMask, columns = width): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(height, 4);
  header.set([2, 3, 0, 0, 0], 8);
  const stride = width / perByte + 1;
  const rows = Buffer.alloc(stride * height);
  const fours = new Uint32Array(values.buffer, values.byteOffset, values.length / perByte);
  let from = 0;
  for (let y = 0; y < height; y++) {
    const start = y * stride + 1;
    for (let at = 0; at < stride - 1; at++) {
      const four = fours[from++] as number;
      if (four !== 0) rows[start + at] = packed(four);
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
