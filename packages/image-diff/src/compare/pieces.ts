import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { rowsOf } from './read-rows.ts';

/** Rows, and columns, of background that keep two things apart. Pixels. */
const leastApart = 5;

/** More pieces than this are no things anybody would know again. */
const mostPieces = 40;

/** Larger regions are taken for one piece. Pixels. */
const largest = 1_000_000;

/**
 * The things that are to be seen in a region: what rows and columns of the background's colour keep apart.
 */
export function piecesOf(kernel: Kernel, picture: Picture, region: Region): Region[] {
  const { x, y, width, height } = region;
  if (width * height > largest || width === 0 || height === 0) return [];
  const mark = kernel.mark;
  const blank = colourAround(kernel, picture, region);
  const rows = kernel.reserve(picture.width * 4 * height);
  picture.readRows(kernel, y, y + height, rows);
  const pixels = kernel.words(rows, picture.width * height);
  const isBlank = (row: number, column: number) =>
    pixels[row * picture.width + x + column] === blank;
  const pieces = cut({ x: 0, y: 0, width, height }, isBlank, 0);
  kernel.release(mark);
  if (pieces.length > mostPieces) return [];
  return pieces.map((piece) => ({ ...piece, x: piece.x + x, y: piece.y + y }));
}

/** The colour just outside the corner; of the corner itself where that is the picture's. */
function colourAround(kernel: Kernel, picture: Picture, { x, y }: Region): number {
  const column = Math.max(0, x - 1);
  const pixel = rowsOf(kernel, picture, { x: column, width: 1 })(Math.max(0, y - 1)).pixels[0];
  return pixel as number;
}

type IsBlank = (row: number, column: number) => boolean;

/** Cuts at rows, then what is left at columns, and so on until nothing can be cut. */
function cut(region: Region, isBlank: IsBlank, uncut: number): Region[] {
  const { x, y, width, height } = region;
  const byRows = uncut % 2 === 0;
  const spans = byRows
    ? spansOf(height, (row) => every(width, (column) => isBlank(y + row, x + column)))
    : spansOf(width, (column) => every(height, (row) => isBlank(y + row, x + column)));
  const parts = spans.map(({ from, to }) =>
    byRows
      ? { ...region, y: y + from, height: to - from }
      : { ...region, x: x + from, width: to - from },
  );
  const [only] = parts;
  if (parts.length === 1 && only && only.width === width && only.height === height) {
    return uncut === 0 ? cut(only, isBlank, 1) : [only];
  }
  return parts.flatMap((part) => cut(part, isBlank, byRows ? 1 : 2));
}

function every(length: number, holds: (at: number) => boolean): boolean {
  for (let at = 0; at < length; at++) if (!holds(at)) return false;
  return true;
}

/** What lies between blank lines, where at least `leastApart` of them follow one another. */
function spansOf(length: number, isBlankLine: (at: number) => boolean) {
  const spans: { from: number; to: number }[] = [];
  for (let at = 0; at < length; at++) {
    if (isBlankLine(at)) continue;
    const last = spans.at(-1);
    if (last && at - last.to < leastApart) last.to = at + 1;
    else spans.push({ from: at, to: at + 1 });
  }
  return spans;
}
