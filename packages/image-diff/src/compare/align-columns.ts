/** Finds parts of a pair that are the same further left or right. */
import { alignLines, gapsBetween, type Run } from '../align/align-lines.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { bandRows, type Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import type { RegionPair } from './mark-bands.ts';

/** In what is lower, columns are equal by chance, and a word that moved is part of another text. Pixels. */
const leastHeight = 48;

/** Share of the columns that have to be equal, for the rest to be new or gone. */
const leastEqual = 0.5;

export type Side = 'before' | 'after';

/** A part of a pair whose columns have no counterpart; of one of the pictures, or of both. */
export interface ColumnGap {
  before: Region;
  after: Region;
}

/**
 * What is left of a pair once columns that moved sideways are taken out; null where none did.
 * @returns gaps whose regions have the pair's rows, and no width in the picture that has nothing there
 */
export function alignColumns(
  kernel: Kernel,
  pictures: { before: Picture; after: Picture },
  pair: RegionPair,
): ColumnGap[] | null {
  const { before, after } = pair;
  if (after.height < leastHeight) return null;
  const runs = alignLines(
    columnLines(kernel, pictures.before, before),
    columnLines(kernel, pictures.after, after),
  );
  const isShifted = ({ before: from, after: to }: Run) => from + before.x !== to + after.x;
  const equal = runs.reduce((sum, { length }) => sum + length, 0);
  if (!runs.some(isShifted) || equal < Math.max(before.width, after.width) * leastEqual)
    return null;
  return gapsBetween(runs, { before: before.width, after: after.width }).map((gap) => ({
    before: { ...before, x: before.x + gap.before, width: gap.beforeEnd - gap.before },
    after: { ...after, x: after.x + gap.after, width: gap.afterEnd - gap.after },
  }));
}

/** One number for each column of a region: equal for equal columns. */
function columnLines(kernel: Kernel, picture: Picture, region: Region): Float64Array {
  const mark = kernel.mark;
  const band = kernel.reserve(picture.width * 4 * bandRows);
  const prints = kernel.reserve(region.width * 4);
  kernel.words(prints, region.width).fill(1);
  for (let y = 0; y < region.height; y += bandRows) {
    const count = Math.min(bandRows, region.height - y);
    picture.readRows(kernel, region.y + y, region.y + y + count, band);
    kernel.run.fingerprintColumns(
      band + region.x * 4,
      picture.width * 4,
      region.width,
      count,
      prints,
    );
  }
  const lines = Float64Array.from(kernel.words(prints, region.width));
  kernel.release(mark);
  return lines;
}
