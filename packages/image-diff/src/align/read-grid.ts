import type { Kernel } from '../kernel/kernel.ts';
import { bandRows, keyBytes, type Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { cellWidth, type Grid } from './grid.ts';

/** Grids live as long as a comparison: nobody can know this, and nobody has to. */
const cellKey = crypto.getRandomValues(new Uint8Array(keyBytes));

/** Rows in the kernel's memory, and the fingerprints of their cells. */
interface AddedRows {
  pixels: number;
  cells: number;
}

/** Makes the grid of a region that begins at its picture's left edge, from its rows as they come. */
export class GridBuilder {
  readonly #region: Region;
  /** Pixels of the picture's width. */
  readonly #width: number;
  readonly #cells: Uint32Array;
  readonly #columnPrints: Uint32Array;

  constructor(picture: Picture, region: Region) {
    this.#region = region;
    this.#width = picture.width;
    this.#cells = new Uint32Array(this.#columns * region.height);
    this.#columnPrints = new Uint32Array(region.width).fill(1);
  }

  get #columns(): number {
    return Math.ceil(this.#region.width / cellWidth);
  }

  /**
   * Takes the next rows.
   * @param pixels whole rows of the picture as RGBA, in the kernel's memory
   * @param y the first of them, of the region
   * @param like rows of another picture of the same width, much of which may be the same
   * @returns the same rows with their cells, in memory that whoever calls has to release
   */
  add(
    kernel: Kernel,
    pixels: number,
    { y, rows }: { y: number; rows: number },
    like: AddedRows = { pixels: 0, cells: 0 },
  ): AddedRows {
    const { width } = this.#region;
    const ownColumns = Math.ceil(this.#width / cellWidth);
    const key = kernel.reserve(keyBytes);
    const prints = kernel.reserve(width * 4);
    const out = kernel.reserve(ownColumns * 4 * rows);
    kernel.bytes(key, keyBytes).set(cellKey);
    kernel.words(prints, width).set(this.#columnPrints);
    kernel.run.fingerprintColumns(pixels, this.#width * 4, width, rows, prints);
    this.#columnPrints.set(kernel.words(prints, width));
    kernel.run.fingerprintCells(pixels, this.#width, rows, key, like.pixels, like.cells, out);
    const fresh = kernel.words(out, ownColumns * rows);
    const columns = this.#columns;
    if (columns === ownColumns) {
      this.#cells.set(fresh, y * columns);
    } else {
      for (let row = 0; row < rows; row++) {
        const from = row * ownColumns;
        this.#cells.set(fresh.subarray(from, from + columns), (y + row) * columns);
      }
    }
    return { pixels, cells: out };
  }

  build(): Grid {
    return {
      columns: this.#columns,
      top: this.#region.y,
      rows: this.#region.height,
      cells: this.#cells,
      columnPrints: Float64Array.from(this.#columnPrints),
    };
  }
}

/**
 * Makes the grid of a region of a picture.
 * @param region begins at the picture's left edge
 */
export function readGrid(kernel: Kernel, picture: Picture, region: Region): Grid {
  const builder = new GridBuilder(picture, region);
  const mark = kernel.mark;
  const band = kernel.reserve(picture.width * 4 * bandRows);
  for (let y = 0; y < region.height; y += bandRows) {
    const rows = Math.min(bandRows, region.height - y);
    picture.readRows(kernel, region.y + y, region.y + y + rows, band);
    const added = kernel.mark;
    builder.add(kernel, band, { y, rows });
    kernel.release(added);
  }
  kernel.release(mark);
  return builder.build();
}
