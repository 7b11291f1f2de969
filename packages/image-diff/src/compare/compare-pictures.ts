import type { Gap } from '../align/align-lines.ts';
import { type Kernel, withKernel } from '../kernel/kernel.ts';
import { classOf } from './class-of.ts';
import { compareRows, compareStretch } from './compare-stretch.ts';
import type { Comparison, Operation } from './comparison.ts';
import { findMoves } from './find-moves.ts';
import type { Sides } from './mark-bands.ts';
import { markEdges } from './mark-edges.ts';
import { apart, isOneSided, rowGaps, stretchesOf } from './row-gaps.ts';
import { settleBands } from './settle-bands.ts';

/**
 * Compares two pictures: aligns them, and says of what is left what kind of difference it is. The cost
 * follows what changed: rows that have a counterpart are not looked at.
 */
export function comparePictures(pictures: Sides): Comparison {
  const { before, after } = pictures;
  const gaps = rowGaps(pictures);
  const operations =
    gaps.length === 0 ? [] : withKernel((kernel) => operationsOf(kernel, pictures, gaps));
  return {
    class: classOf(operations),
    before: { width: before.width, height: before.height },
    after: { width: after.width, height: after.height },
    operations,
  };
}

function operationsOf(kernel: Kernel, pictures: Sides, gaps: Gap[]): Operation[] {
  const found =
    compareByRows(kernel, pictures, gaps) ??
    stretchesOf(gaps).flatMap((stretch) => compareStretch(kernel, pictures, stretch));
  const settled = settleBands(kernel, pictures, found);
  return markEdges(kernel, pictures, findMoves(kernel, pictures, settled)).sort(
    (a, b) => placeOf(a).y - placeOf(b).y || placeOf(a).x - placeOf(b).x,
  );
}

/**
 * Where aligning whole rows explains everything: rows that only one picture has, and others of which as
 * many lie between the same rows in both, and differ by noise only. Null where it does not.
 */
function compareByRows(kernel: Kernel, pictures: Sides, gaps: Gap[]): Operation[] | null {
  if (!gaps.some(isOneSided)) return null;
  const operations: Operation[] = [];
  for (const stretch of apart(gaps)) {
    const isEven = stretch.beforeEnd - stretch.before === stretch.afterEnd - stretch.after;
    if (!isEven && !isOneSided(stretch)) return null;
    const found = compareRows(kernel, pictures, stretch);
    if (found.some((operation) => operation.kind === 'changed' && operation.class === 'changed')) {
      return null;
    }
    operations.push(...found);
  }
  return operations;
}

const placeOf = (operation: Operation) =>
  operation.kind === 'removed' ? operation.at : operation.after;
