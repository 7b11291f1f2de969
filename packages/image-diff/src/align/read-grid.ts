import type { Kernel } from '../kernel/kernel.ts';
import { bandRows, keyBytes, type Picture } from '../picture/picture.ts';
import { cellWidth, type Grid } from './grid.ts';

/** Makes the grid of some rows of a picture, of as many of its columns as are asked for. */
export function readGrid(
  kernel: Kernel,
  picture: Picture,
  { top, bottom, width }: { top: number; bottom: number; width: number },
): Grid {
  const columns = Math.ceil(width / cellWidth);
  const rows = bottom - top;
  const cells = new Uint32Array(columns * rows);
  const ownColumns = Math.ceil(picture.width / cellWidth);
  const mark = kernel.mark;
  const key = kernel.reserve(keyBytes);
  kernel.bytes(key, keyBytes).set(cellKey);
  const band = kernel.reserve(picture.width * 4 * bandRows);
  const out = kernel.reserve(ownColumns * 4 * bandRows);
  for (let y = top; y < bottom; y += bandRows) {
    const count = Math.min(bandRows, bottom - y);
    picture.readRows(kernel, y, y + count, band);
    kernel.run.fingerprintCells(band, picture.width, count, key, out);
    const fresh = kernel.words(out, ownColumns * count);
    for (let row = 0; row < count; row++) {
      const from = row * ownColumns;
      cells.set(fresh.subarray(from, from + columns), (y - top + row) * columns);
    }
  }
  kernel.release(mark);
  return { columns, top, rows, cells };
}

/** Grids live as long as a comparison: nobody can know this, and nobody has to. */
const cellKey = crypto.getRandomValues(new Uint8Array(keyBytes));
