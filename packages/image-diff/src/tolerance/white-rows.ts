import type { Pixmap } from '../pixmap/pixmap.ts';

/** What is left of a picture: indices of rows and columns, ascending. */
export interface Kept {
  rows: Uint32Array;
  columns: Uint32Array;
}

/** A picture read row by row: red, green and blue of each pixel, from 0 to 255, not always whole. */
export interface Rows {
  width: number;
  height: number;
  /** Beyond the edges, the row at the edge. Valid until the next one is read. */
  at(y: number): Float64Array;
}

export const clamp = (at: number, length: number) => Math.min(length - 1, Math.max(0, at));

const opaque = 255;

/** The rows that are kept, blended on white. */
export function whiteRows({ width: stride, rgba }: Pixmap, { rows, columns }: Kept): Rows {
  const width = columns.length;
  const height = rows.length;
  const row = new Float64Array(width * 3);
  const at = (y: number) => {
    const start = (rows[clamp(y, height)] as number) * stride;
    for (let x = 0; x < width; x++) {
      const from = (start + (columns[x] as number)) * 4;
      const alpha = rgba[from + 3] as number;
      for (let channel = 0; channel < 3; channel++) {
        const colour = rgba[from + channel] as number;
        row[x * 3 + channel] =
          alpha === opaque ? colour : opaque + ((colour - opaque) * alpha) / opaque;
      }
    }
    return row;
  };
  return { width, height, at };
}
