import type { Gap } from '../align/align-lines.ts';
import type { Comparison, Operation } from '../compare/comparison.ts';
import type { Sides } from '../compare/mark-bands.ts';
import { isOneSided, rowGaps } from '../compare/row-gaps.ts';
import type { Region } from '../pixmap/region.ts';
import { isNoise } from './shown.ts';

/** Some rows of a picture, from the top. */
export interface Rows {
  y: number;
  height: number;
}

/**
 * Rows of two pictures that lie beside each other:
 *
 * - `same`: every pixel is the same
 * - `noise`: they differ only in a way nobody sees, or by how edges are smoothed
 * - `changed`: anything else; one side may have more rows than the other
 * - `inserted`, `removed`: only one side has them
 * - `moved`: the other side has them too, elsewhere: at row `elsewhere` of it
 */
export type RowBand =
  | { kind: 'same' | 'noise' | 'changed'; before: Rows; after: Rows }
  | { kind: 'inserted'; after: Rows }
  | { kind: 'removed'; before: Rows }
  | { kind: 'moved'; after: Rows; elsewhere: number }
  | { kind: 'moved'; before: Rows; elsewhere: number };

/**
 * Two pictures beside each other, row by row: every row of both, once, from top to bottom. The rows are
 * those the comparison was made with, and what they are called is what it found.
 */
export function rowBands(pictures: Sides, { operations }: Comparison): RowBand[] {
  const { after } = pictures;
  const bands: RowBand[] = [];
  let done = { before: 0, after: 0 };
  for (const gap of settled(rowGaps(pictures), pictures, operations)) {
    bands.push(...sameBands(done, gap.after - done.after));
    bands.push(...bandsOf(gap, pictures, operations));
    done = { before: gap.beforeEnd, after: gap.afterEnd };
  }
  bands.push(...sameBands(done, after.height - done.after));
  return bands;
}

/** Rows with a counterpart. */
function sameBands(from: { before: number; after: number }, height: number): RowBand[] {
  if (height <= 0) return [];
  return [{ kind: 'same', before: { y: from.before, height }, after: { y: from.after, height } }];
}

const isFullWidth = ({ x, width }: Region, whole: { width: number }) =>
  x === 0 && width >= whole.width;

/**
 * Rows that only one picture has often fit in several places, where what is above them looks like their
 * end. The comparison has chosen one: there they are put, as far as all rows that are passed are equal.
 */
function settled(gaps: Gap[], pictures: Sides, operations: Operation[]): Gap[] {
  let start = 0;
  return gaps.map((gap, index) => {
    const end = gaps[index + 1]?.after ?? pictures.after.height;
    const height = gap.afterEnd - gap.after;
    const place = isOneSided(gap)
      ? placesOf(gap, pictures, operations).find(
          (y) => y >= start && y + height <= end && slides(gap, y - gap.after, pictures),
        )
      : undefined;
    const by = place === undefined ? 0 : place - gap.after;
    const put = {
      before: gap.before + by,
      beforeEnd: gap.beforeEnd + by,
      after: gap.after + by,
      afterEnd: gap.afterEnd + by,
    };
    start = put.afterEnd;
    return put;
  });
}

/** Whether rows are still beside equal ones when those that only one picture has are put elsewhere. */
function slides(gap: Gap, by: number, { before, after }: Sides): boolean {
  const [y, otherY] = by > 0 ? [gap.before, gap.after] : [gap.beforeEnd + by, gap.afterEnd + by];
  for (let row = 0; row < Math.abs(by); row++) {
    const [one, other] = [(y + row) * 2, (otherY + row) * 2];
    if (before.rows[one] !== after.rows[other]) return false;
    if (before.rows[one + 1] !== after.rows[other + 1]) return false;
  }
  return true;
}

/** Where in the later picture the comparison has put as many rows as these. */
function placesOf(gap: Gap, { before, after }: Sides, operations: Operation[]): number[] {
  return operations.flatMap((operation) => {
    if (operation.kind === 'inserted' && isFullWidth(operation.after, after)) {
      return operation.after.height === gap.afterEnd - gap.after ? [operation.after.y] : [];
    }
    if (operation.kind === 'removed' && isFullWidth(operation.before, before)) {
      return operation.before.height === gap.beforeEnd - gap.before ? [operation.at.y] : [];
    }
    return [];
  });
}

/** What lies between equal rows: what only one picture has, and the rest beside each other. */
function bandsOf(gap: Gap, pictures: Sides, operations: Operation[]): RowBand[] {
  const gone = partsOf('removed', gap, pictures, operations);
  const come = partsOf('inserted', gap, pictures, operations);
  const bands: RowBand[] = [];
  let [y, otherY] = [gap.before, gap.after];
  while (y < gap.beforeEnd || otherY < gap.afterEnd) {
    const nextGone = gone.find((rows) => rows.y >= y);
    const nextCome = come.find((rows) => rows.y >= otherY);
    if (nextGone?.y === y) {
      bands.push(oneSided('before', nextGone, operations));
      y += nextGone.height;
    } else if (nextCome?.y === otherY) {
      bands.push(oneSided('after', nextCome, operations));
      otherY += nextCome.height;
    } else {
      const left = (nextGone?.y ?? gap.beforeEnd) - y;
      const right = (nextCome?.y ?? gap.afterEnd) - otherY;
      // Where something is in the way on one side only, as many rows of the other lie beside it.
      const [rows, otherRows] =
        nextGone && !nextCome
          ? [left, Math.min(left, right)]
          : nextCome && !nextGone
            ? [Math.min(left, right), right]
            : [left, right];
      bands.push(beside({ y, height: rows }, { y: otherY, height: otherRows }, operations));
      y += rows;
      otherY += otherRows;
    }
  }
  return bands;
}

/** Rows of a gap that only one of the pictures has: all of them, or what the comparison says of some. */
function partsOf(
  kind: 'inserted' | 'removed',
  gap: Gap,
  pictures: Sides,
  operations: Operation[],
): Rows[] {
  const [from, to, other] =
    kind === 'inserted'
      ? [gap.after, gap.afterEnd, gap.beforeEnd - gap.before]
      : [gap.before, gap.beforeEnd, gap.afterEnd - gap.after];
  if (other === 0) return [{ y: from, height: to - from }];
  return operations
    .flatMap((operation) => {
      if (operation.kind !== kind) return [];
      const [region, picture] =
        operation.kind === 'inserted'
          ? [operation.after, pictures.after]
          : [operation.before, pictures.before];
      const lies = region.y >= from && region.y + region.height <= to;
      return lies && isFullWidth(region, picture) ? [{ y: region.y, height: region.height }] : [];
    })
    .sort((one, two) => one.y - two.y);
}

const overlap = (rows: Rows, { y, height }: Region) =>
  y < rows.y + rows.height && rows.y < y + height;

function oneSided(side: 'before' | 'after', rows: Rows, operations: Operation[]): RowBand {
  const other = side === 'before' ? 'after' : 'before';
  const move = operations.find(
    (operation) => operation.kind === 'moved' && overlap(rows, operation[side]),
  );
  if (move?.kind === 'moved') {
    const elsewhere = move[other].y;
    return side === 'before'
      ? { kind: 'moved', before: rows, elsewhere }
      : { kind: 'moved', after: rows, elsewhere };
  }
  return side === 'before' ? { kind: 'removed', before: rows } : { kind: 'inserted', after: rows };
}

function beside(before: Rows, after: Rows, operations: Operation[]): RowBand {
  if (before.height === 0) return oneSided('after', after, operations);
  if (after.height === 0) return oneSided('before', before, operations);
  const touching = operations.filter(
    (operation) =>
      ('before' in operation && overlap(before, operation.before)) ||
      ('after' in operation && overlap(after, operation.after)),
  );
  const isQuiet = touching.length > 0 && touching.every(isNoise);
  return { kind: isQuiet && before.height === after.height ? 'noise' : 'changed', before, after };
}
