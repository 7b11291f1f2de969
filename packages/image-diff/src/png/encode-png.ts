import { constants, deflateSync } from 'node:zlib';
import type { Pixmap } from '../pixmap/pixmap.ts';
import { assemblePng } from './png-chunks.ts';

/** What every row is filtered with: the difference from the row above (`Up`). */
const up = 2;

/** Writes a picture as a PNG of eight bits RGBA: fast, not as small as it could be. */
export function encodePng({ width, height, rgba }: Pixmap): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const stride = width * 4;
  const rows = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y++) {
    const to = y * (stride + 1);
    const from = y * stride;
    rows[to] = up;
    for (let x = 0; x < stride; x++) {
      const above = y === 0 ? 0 : (rgba[from - stride + x] as number);
      rows[to + 1 + x] = (rgba[from + x] as number) - above;
    }
  }
  return assemblePng([
    { type: 'IHDR', content: header },
    { type: 'IDAT', content: deflateSync(rows, { level: constants.Z_BEST_SPEED }) },
    { type: 'IEND', content: Buffer.alloc(0) },
  ]);
}
