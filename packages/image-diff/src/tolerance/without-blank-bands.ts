import { comparePictures } from '../compare/compare-pictures.ts';
import { pictureOf } from '../picture/picture.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import type { Region } from '../pixmap/region.ts';
import type { Kept } from './white-rows.ts';

export interface Pair<T> {
  before: T;
  after: T;
}

const range = (length: number) => Uint32Array.from({ length }, (_, at) => at);

export const allOf = ({ width, height }: Pixmap): Kept => ({
  rows: range(height),
  columns: range(width),
});

/**
 * What is left of two pictures without the bands of one colour that only one of them has, from one edge
 * to the other: rows, and columns at the right where one picture is wider.
 */
export function withoutBlankBands(pictures: Pair<Pixmap>): Pair<Kept> {
  const { before, after } = pictures;
  const { operations } = comparePictures({ before: pictureOf(before), after: pictureOf(after) });
  const inserted = operations.flatMap((one) => (one.kind === 'inserted' ? one.after : []));
  const removed = operations.flatMap((one) => (one.kind === 'removed' ? one.before : []));
  const shared = Math.min(before.width, after.width);
  return { before: without(before, removed, shared), after: without(after, inserted, shared) };
}

/**
 * @param bands what only this picture has
 * @param shared width both pictures have; a band of rows is as wide
 */
function without(picture: Pixmap, bands: Region[], shared: number): Kept {
  const { width, height } = picture;
  const goneRows = new Uint8Array(height);
  const goneColumns = new Uint8Array(width);
  for (const band of bands) {
    const { x, y } = band;
    if (x === 0 && band.width === shared) {
      for (let row = y; row < y + band.height; row++) {
        if (isBlank(picture, { x, y: row, width: shared, height: 1 })) goneRows[row] = 1;
      }
    } else if (x >= shared && band.height === height) {
      for (let column = x; column < x + band.width; column++) {
        if (isBlank(picture, { x: column, y, width: 1, height })) goneColumns[column] = 1;
      }
    }
  }
  return {
    rows: range(height).filter((y) => goneRows[y] === 0),
    columns: range(width).filter((x) => goneColumns[x] === 0),
  };
}

/** Whether all of a region has the colour of its corner. */
function isBlank({ width: stride, rgba }: Pixmap, { x, y, width, height }: Region): boolean {
  const corner = (y * stride + x) * 4;
  for (let row = y; row < y + height; row++) {
    const from = (row * stride + x) * 4;
    for (let at = 0; at < width * 4; at++) {
      if (rgba[from + at] !== rgba[corner + (at % 4)]) return false;
    }
  }
  return true;
}
