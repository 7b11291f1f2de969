/** Which rows of two pictures have no counterpart, by their fingerprints alone. */
import { alignLines, type Gap, gapsBetween } from '../align/align-lines.ts';
import type { Picture } from '../picture/picture.ts';
import type { Sides } from './mark-bands.ts';

/** Rows without a counterpart. Pictures of different widths have no row in common. */
export function rowGaps({ before, after }: Sides): Gap[] {
  const whole = { before: 0, beforeEnd: before.height, after: 0, afterEnd: after.height };
  if (before.width !== after.width) return [whole];
  const { top, bottom } = commonEnds(before, after);
  const beforeEnd = before.height - bottom;
  const afterEnd = after.height - bottom;
  if (top === beforeEnd && top === afterEnd) return [];
  const runs = alignLines(linesOf(before, top, beforeEnd), linesOf(after, top, afterEnd));
  const size = { before: beforeEnd - top, after: afterEnd - top };
  return gapsBetween(runs, size).map((gap) => ({
    before: gap.before + top,
    beforeEnd: gap.beforeEnd + top,
    after: gap.after + top,
    afterEnd: gap.afterEnd + top,
  }));
}

/** How many rows both begin with, and how many of the others both end with. */
function commonEnds(before: Picture, after: Picture): { top: number; bottom: number } {
  const isSame = (one: number, two: number) =>
    before.rows[one * 2] === after.rows[two * 2] &&
    before.rows[one * 2 + 1] === after.rows[two * 2 + 1];
  const shorter = Math.min(before.height, after.height);
  let top = 0;
  while (top < shorter && isSame(top, top)) top++;
  let bottom = 0;
  while (bottom < shorter - top && isSame(before.height - 1 - bottom, after.height - 1 - bottom)) {
    bottom++;
  }
  return { top, bottom };
}

/** One number of 53 bits for each row. */
function linesOf({ rows }: Picture, from: number, to: number): Float64Array {
  const lines = new Float64Array(to - from);
  for (let y = from; y < to; y++) {
    lines[y - from] = (rows[y * 2 + 1] as number) * 0x200000 + ((rows[y * 2] as number) >>> 11);
  }
  return lines;
}

/** Equal rows between two gaps, up to which both can belong to one change. */
const nearby = 96;

/** Some gaps that are looked at together. */
export interface Stretch extends Gap {
  /** Whether every row is as far from the top in both pictures. */
  inPlace: boolean;
}

/** Whether only one of the pictures has these rows. */
export const isOneSided = (gap: Gap): boolean =>
  gap.before === gap.beforeEnd || gap.after === gap.afterEnd;

const isInPlace = (gap: Gap): boolean => gap.before === gap.after && gap.beforeEnd === gap.afterEnd;

/** Each gap by itself. */
export const apart = (gaps: Gap[]): Stretch[] => gaps.map((gap) => stretchOf([gap]));

/**
 * Which gaps are looked at together: those close to one another, where all rows are in place; otherwise
 * all of them, as columns may have moved by themselves, and whole rows then are equal by chance.
 */
export function stretchesOf(gaps: Gap[]): Stretch[] {
  if (!gaps.every(isInPlace)) return [stretchOf(gaps)];
  const close: Gap[][] = [];
  for (const gap of gaps) {
    const last = close.at(-1);
    if (last && gap.after - (last.at(-1) as Gap).afterEnd <= nearby) last.push(gap);
    else close.push([gap]);
  }
  return close.map(stretchOf);
}

function stretchOf(gaps: Gap[]): Stretch {
  const first = gaps[0] as Gap;
  const last = gaps.at(-1) as Gap;
  return {
    before: first.before,
    beforeEnd: last.beforeEnd,
    after: first.after,
    afterEnd: last.afterEnd,
    inPlace: gaps.every(isInPlace),
  };
}
