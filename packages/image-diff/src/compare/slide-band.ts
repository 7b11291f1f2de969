import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { alikeRows, type Row, rowsOf } from './read-rows.ts';

/** How far a band is slid at most. Rows. */
const farthest = 64;

/**
 * Where rows that only one picture has begin is not always known: in a list of cards the last rows of one
 * card are those of the next, and the same picture comes about with either. Of all such places the one is
 * chosen where the band begins and ends in the blank between two things, at a line between them if
 * there is one: so the band is what a person would say was inserted.
 * @returns by how many rows the band is to be moved down; less than 0 for up
 */
export function slideOf(kernel: Kernel, picture: Picture, band: Region): number {
  const { y, height } = band;
  const row = rowsOf(kernel, picture, band);
  const bottom = y + height;
  let up = 0;
  while (up < Math.min(farthest, y) && alikeRows(row(y - up - 1), row(bottom - up - 1))) up++;
  const down = roomBelow(row, picture, band);
  let best = 0;
  let bestScore = -1;
  for (let slide = -up; slide <= down; slide++) {
    const score = scoreOf(row, y + slide, bottom + slide);
    const isBetter = score > bestScore || (score === bestScore && Math.abs(slide) < Math.abs(best));
    if (!isBetter) continue;
    best = slide;
    bestScore = score;
  }
  return best;
}

/** By how many rows a band can be slid down, at most by `farthest`. */
function roomBelow(row: (y: number) => Row, picture: Picture, { y, height }: Region): number {
  const room = Math.min(farthest, picture.height - y - height);
  let down = 0;
  while (down < room && alikeRows(row(y + down), row(y + height + down))) down++;
  return down;
}

/** Whether a band lies at the bottom of the picture, or may as well. */
export function reachesBottom(kernel: Kernel, picture: Picture, band: Region): boolean {
  const room = picture.height - band.y - band.height;
  return room <= farthest && roomBelow(rowsOf(kernel, picture, band), picture, band) === room;
}

/** Blank rows that are counted on each side of a cut; more of them do not make it better. */
const mostBlank = 8;

/** How well a cut before `top` keeps two things apart; what is before `bottom` looks like what is before it. */
function scoreOf(row: (y: number) => Row, top: number, bottom: number): number {
  let within = 0;
  while (within < mostBlank && top + within < bottom && row(top + within).flat) within++;
  let before = 0;
  while (before < mostBlank && bottom - 1 - before >= top && row(bottom - 1 - before).flat)
    before++;
  const isLine =
    within > 1 &&
    before > 0 &&
    row(top).pixels[0] === row(top + 1).pixels[0] &&
    row(top).pixels[0] !== row(bottom - 1).pixels[0];
  return (
    Math.min(within, before) * 2 + (isLine ? mostBlank * 2 + 1 : 0) + (within + before > 0 ? 1 : 0)
  );
}
