import type { Kernel } from '../kernel/kernel.ts';
import { bandRows, keyBytes, type Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { cellWidth, type Grid } from './grid.ts';

/**
 * Makes the grid of a region of a picture.
 * @param region begins at the picture's left edge
 */
export function readGrid(
  kernel: Kernel,
  picture: Picture,
  { y: top, width, height }: Region,
): Grid {
  const columns = Math.ceil(width / cellWidth);
  const cells = new Uint32Array(columns * height);
  const ownColumns = Math.ceil(picture.width / cellWidth);
  const mark = kernel.mark;
  const key = kernel.reserve(keyBytes);
  kernel.bytes(key, keyBytes).set(cellKey);
  const band = kernel.reserve(picture.width * 4 * bandRows);
  const out = kernel.reserve(ownColumns * 4 * bandRows);
  const prints = kernel.reserve(width * 4);
  kernel.words(prints, width).fill(1);
  for (let y = 0; y < height; y += bandRows) {
    const count = Math.min(bandRows, height - y);
    picture.readRows(kernel, top + y, top + y + count, band);
    kernel.run.fingerprintColumns(band, picture.width * 4, width, count, prints);
    kernel.run.fingerprintCells(band, picture.width, count, key, out);
    const fresh = kernel.words(out, ownColumns * count);
    for (let row = 0; row < count; row++) {
      const from = row * ownColumns;
      cells.set(fresh.subarray(from, from + columns), (y + row) * columns);
    }
  }
  const columnPrints = Float64Array.from(kernel.words(prints, width));
  kernel.release(mark);
  return { columns, top, rows: height, cells, columnPrints };
}

/** Grids live as long as a comparison: nobody can know this, and nobody has to. */
const cellKey = crypto.getRandomValues(new Uint8Array(keyBytes));
