import { constants, deflateSync } from 'node:zlib';
import { withKernel } from '../kernel/kernel.ts';
import type { RowReader } from '../strips/row-reader.ts';
import { assemblePng } from './png-chunks.ts';

/** Rows that are read at once. */
const bandRows = 64;

/**
 * Writes a picture as a PNG of eight bits, without filters: of what browsers draw that is smaller than
 * any filter makes it, and a third of the time.
 * @param opaque whether no pixel of it is transparent: it is RGB then, otherwise RGBA
 */
export function encodeRows(reader: RowReader, opaque: boolean): Buffer {
  const { width, height } = reader;
  const step = opaque ? 3 : 4;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, opaque ? 2 : 6, 0, 0, 0], 8);
  const stride = width * step;
  // The byte before each row names its filter: zero, none.
  const rows = Buffer.alloc(height * (stride + 1));
  withKernel((kernel) => {
    const pixels = kernel.reserve(width * bandRows * 4);
    const packed = kernel.reserve(width * bandRows * 3);
    for (let y = 0; y < height; y += bandRows) {
      const count = Math.min(bandRows, height - y);
      reader.read(kernel, count, pixels);
      if (opaque) kernel.run.dropAlpha(pixels, packed, width * count);
      const band = kernel.bytes(opaque ? packed : pixels, stride * count);
      for (let row = 0; row < count; row++) {
        rows.set(band.subarray(row * stride, (row + 1) * stride), (y + row) * (stride + 1) + 1);
      }
    }
  });
  const content = deflateSync(rows, {
    level: 6,
    memLevel: constants.Z_MAX_MEMLEVEL,
    chunkSize: Math.max(1024, rows.length >> 3),
  });
  return assemblePng([
    { type: 'IHDR', content: header },
    { type: 'IDAT', content },
    { type: 'IEND', content: Buffer.alloc(0) },
  ]);
}
