/** A picture, or some of its rows, by the fingerprints of cells of eight pixels in a row. */

/** Pixels of a cell's width. */
export const cellWidth = 8;

/** Lowest bit of a cell's fingerprint: all its pixels have one colour. */
const flatBit = 1;

export interface Grid {
  /** Cells of a row; the last may be narrower than the others. */
  columns: number;
  /** The first row of the picture that is in it. */
  top: number;
  rows: number;
  cells: Uint32Array;
  /** One number for each column of pixels, over all rows: equal for equal columns. */
  columnPrints: Float64Array;
}

/** Cells `left` to `right` of the rows `top` to `bottom`, ends excluded; rows are the grid's own. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const areaOf = ({ left, right, top, bottom }: Box): number =>
  (right - left) * (bottom - top);

/** One number for each row of a box: equal for equal rows. */
export function rowLines(
  { columns, cells }: Grid,
  { left, right, top, bottom }: Box,
): Float64Array {
  const lines = new Float64Array(bottom - top);
  for (let y = top; y < bottom; y++) {
    let one = 0x9e3779b9;
    let two = 0x85ebca6b;
    const end = y * columns + right;
    for (let at = y * columns + left; at < end; at++) {
      const cell = cells[at] as number;
      one = Math.imul(one ^ cell, 0x01000193);
      one = (one << 15) | (one >>> 17);
      two = Math.imul(two + cell, 0x27d4eb2f) ^ (one >>> 7);
    }
    lines[y - top] = (one >>> 0) * 0x200000 + (two >>> 11);
  }
  return lines;
}

/** Which cells of a box are flat in all its rows. */
export function flatColumns({ columns, cells }: Grid, box: Box): Uint8Array {
  const flat = new Uint8Array(box.right - box.left).fill(1);
  for (let y = box.top; y < box.bottom; y++) {
    const row = y * columns + box.left;
    for (let x = 0; x < flat.length; x++) {
      if (((cells[row + x] as number) & flatBit) === 0) flat[x] = 0;
    }
  }
  return flat;
}

/** How many cells of a box show something: those that are not of one colour. */
export function countShowing({ columns, cells }: Grid, box: Box): number {
  let count = 0;
  for (let y = box.top; y < box.bottom; y++) {
    const end = y * columns + box.right;
    for (let at = y * columns + box.left; at < end; at++) {
      if (((cells[at] as number) & flatBit) === 0) count++;
    }
  }
  return count;
}

/** How many cells of two boxes of one size differ, place by place. */
export function countDiffering(before: Grid, one: Box, after: Grid, two: Box): number {
  const rows = Math.min(one.bottom - one.top, two.bottom - two.top);
  const width = one.right - one.left;
  let count = 0;
  for (let y = 0; y < rows; y++) {
    const from = (one.top + y) * before.columns + one.left;
    const to = (two.top + y) * after.columns + two.left;
    for (let x = 0; x < width; x++) {
      if (before.cells[from + x] !== after.cells[to + x]) count++;
    }
  }
  return count;
}

/** The smallest box, in `two`'s cells, around what differs between two boxes of one size; null where nothing does. */
export function differingBox(before: Grid, one: Box, after: Grid, two: Box): Box | null {
  const width = one.right - one.left;
  const rows = one.bottom - one.top;
  let left = width;
  let right = 0;
  let top = -1;
  let bottom = 0;
  for (let y = 0; y < rows; y++) {
    const from = (one.top + y) * before.columns + one.left;
    const to = (two.top + y) * after.columns + two.left;
    for (let x = 0; x < width; x++) {
      if (before.cells[from + x] === after.cells[to + x]) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (top === -1) top = y;
      bottom = y + 1;
    }
  }
  if (top === -1) return null;
  return {
    left: two.left + left,
    right: two.left + right,
    top: two.top + top,
    bottom: two.top + bottom,
  };
}

/** Cells that are looked for, at most. */
const mostAsked = 4096;
/** Bits of the table they are kept in: few that are not among them look as if they were. */
const tableBits = 2 ** 18;

/**
 * How much of what a picture shows where it differs was shown by the other anywhere: of some of its cells
 * that are not of one colour and not the same in place, the share whose fingerprint the other has as
 * well. Where it is small nothing moved, and there is nothing to be aligned.
 */
export function shareKnown(before: Grid, after: Grid): number {
  const asked = new Uint32Array(tableBits / 32);
  const found = new Uint32Array(tableBits / 32);
  const placeOf = (cell: number) => (cell >>> 1) & (tableBits - 1);
  // An odd step, so that not one and the same column is asked for.
  const step = Math.max(1, Math.floor(after.cells.length / (mostAsked * 4)) | 1);
  let count = 0;
  for (let at = 0; at < after.cells.length && count < mostAsked; at += step) {
    const cell = after.cells[at] as number;
    if ((cell & flatBit) !== 0 || before.cells[at] === cell) continue;
    const place = placeOf(cell);
    const bit = 1 << (place & 31);
    const word = asked[place >>> 5] as number;
    if ((word & bit) === 0) count++;
    asked[place >>> 5] = word | bit;
  }
  if (count === 0) return 1;
  let known = 0;
  for (let at = 0; at < before.cells.length; at++) {
    const cell = before.cells[at] as number;
    // Most cells of a page are of one colour, and those are not asked for.
    if ((cell & flatBit) !== 0) continue;
    const place = placeOf(cell);
    const bit = 1 << (place & 31);
    if (((asked[place >>> 5] as number) & bit) === 0 || cell === after.cells[at]) continue;
    const word = found[place >>> 5] as number;
    if ((word & bit) === 0) known++;
    found[place >>> 5] = word | bit;
  }
  return known / count;
}
