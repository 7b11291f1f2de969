import { alignLines, type Gap, gapsBetween } from '../align/align-lines.ts';
import { type Box, cellWidth, type Grid } from '../align/grid.ts';
import { readGrid } from '../align/read-grid.ts';
import { type Block, splitBlocks } from '../align/split-blocks.ts';
import { type Kernel, withKernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { alignColumns, type ColumnGap } from './align-columns.ts';
import { classOf } from './class-of.ts';
import type { ChangedOperation, Comparison, Operation } from './comparison.ts';
import { findMoves } from './find-moves.ts';
import { judgePair } from './judge-pair.ts';
import { markEdges } from './mark-edges.ts';
import { settleBands } from './settle-bands.ts';

export interface Pictures {
  before: Picture;
  after: Picture;
}

/**
 * Compares two pictures: aligns them, and says of what is left what kind of difference it is. The cost
 * follows what changed: rows that have a counterpart are not looked at.
 */
export function comparePictures(pictures: Pictures): Comparison {
  const { before, after } = pictures;
  const gaps = gapsOf(pictures);
  const operations =
    gaps.length === 0 ? [] : withKernel((kernel) => operationsOf(kernel, pictures, gaps));
  const sizes = {
    before: { width: before.width, height: before.height },
    after: { width: after.width, height: after.height },
  };
  return { class: classOf(operations), ...sizes, operations };
}

/** One number of 53 bits for each row. */
function linesOf(rows: Uint32Array, from: number, to: number): Float64Array {
  const lines = new Float64Array(to - from);
  for (let y = from; y < to; y++) {
    lines[y - from] = (rows[y * 2 + 1] as number) * 0x200000 + ((rows[y * 2] as number) >>> 11);
  }
  return lines;
}

/** Rows without a counterpart. Pictures of different widths have no row in common. */
function gapsOf({ before, after }: Pictures): Gap[] {
  const whole = { before: 0, beforeEnd: before.height, after: 0, afterEnd: after.height };
  if (before.width !== after.width) return [whole];
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
  const beforeEnd = before.height - bottom;
  const afterEnd = after.height - bottom;
  if (top === beforeEnd && top === afterEnd) return [];
  const runs = alignLines(linesOf(before.rows, top, beforeEnd), linesOf(after.rows, top, afterEnd));
  const size = { before: beforeEnd - top, after: afterEnd - top };
  return gapsBetween(runs, size).map((gap) => ({
    before: gap.before + top,
    beforeEnd: gap.beforeEnd + top,
    after: gap.after + top,
    afterEnd: gap.afterEnd + top,
  }));
}

function operationsOf(kernel: Kernel, pictures: Pictures, gaps: Gap[]): Operation[] {
  const inPlace = judgeInPlace(kernel, pictures, gaps);
  if (inPlace?.every((operation) => operation.class !== 'changed')) return inPlace;
  const operations = alignedGaps(gaps).flatMap((gap) =>
    blocksOf(kernel, pictures, gap).flatMap((block) => operationsOfBlock(kernel, pictures, block)),
  );
  const settled = settleBands(kernel, pictures, operations);
  return markEdges(kernel, pictures, findMoves(kernel, pictures, settled)).sort(
    (a, b) => placeOf(a).y - placeOf(b).y || placeOf(a).x - placeOf(b).x,
  );
}

/** Both pictures laid on one another; null where they have not the same size. */
function judgeInPlace(kernel: Kernel, pictures: Pictures, gaps: Gap[]): ChangedOperation[] | null {
  const { before, after } = pictures;
  if (before.width !== after.width || before.height !== after.height) return null;
  const pairs = isInPlace(gaps) ? gaps : [around(gaps)];
  return pairs.flatMap((gap) => {
    const width = after.width;
    const height = gap.afterEnd - gap.after;
    return judgePair(kernel, pictures, {
      before: { x: 0, y: gap.before, width, height },
      after: { x: 0, y: gap.after, width, height },
    });
  });
}

/** Whether every row is as far from the top in both pictures. */
const isInPlace = (gaps: Gap[]): boolean =>
  gaps.every((gap) => gap.before === gap.after && gap.beforeEnd === gap.afterEnd);

/** One gap from the first to the last. */
function around(gaps: Gap[]): Gap {
  const first = gaps[0] as Gap;
  const last = gaps.at(-1) as Gap;
  return {
    before: first.before,
    beforeEnd: last.beforeEnd,
    after: first.after,
    afterEnd: last.afterEnd,
  };
}

/** Equal rows between two gaps, up to which both can belong to one change. */
const nearby = 96;

/**
 * Gaps as whole rows are aligned, where that explains everything: rows are only there in one of the two.
 * Otherwise one gap of all of them, as columns may have moved by themselves, and whole rows then are
 * equal by chance. Where all rows are in place, that is so only of gaps close to one another.
 */
function alignedGaps(gaps: Gap[]): Gap[] {
  const isOneSided = (gap: Gap) => gap.before === gap.beforeEnd || gap.after === gap.afterEnd;
  if (gaps.every(isOneSided)) return gaps;
  if (!isInPlace(gaps)) return [around(gaps)];
  const clusters: Gap[][] = [];
  for (const gap of gaps) {
    const last = clusters.at(-1);
    if (last && gap.after - (last.at(-1) as Gap).afterEnd <= nearby) last.push(gap);
    else clusters.push([gap]);
  }
  return clusters.map(around);
}

const placeOf = (operation: Operation) =>
  operation.kind === 'removed' ? operation.at : operation.after;

/** A block in pixels of the pictures. */
type Part = { kind: 'pair'; before: Region; after: Region } | OneSidedPart;
type OneSidedPart =
  | { kind: 'inserted'; after: Region; at: { x: number; y: number } }
  | { kind: 'removed'; before: Region; at: { x: number; y: number } };

function blocksOf(kernel: Kernel, { before, after }: Pictures, gap: Gap): Part[] {
  const width = Math.min(before.width, after.width);
  if (before.width !== after.width && before.height === after.height) {
    const sides = alignColumns(
      kernel,
      { before, after },
      { before: wholePicture(before), after: wholePicture(after) },
    );
    if (sides) return sides.flatMap(partsOfColumns);
  }
  const parts: Part[] = [];
  if (gap.before < gap.beforeEnd && gap.after < gap.afterEnd) {
    const grids = {
      before: readGrid(kernel, before, { top: gap.before, bottom: gap.beforeEnd, width }),
      after: readGrid(kernel, after, { top: gap.after, bottom: gap.afterEnd, width }),
    };
    const pair = { before: wholeOf(grids.before), after: wholeOf(grids.after) };
    for (const block of splitBlocks(grids, pair)) parts.push(partOf(grids, block, width));
  } else if (gap.after < gap.afterEnd) {
    const region = { x: 0, y: gap.after, width, height: gap.afterEnd - gap.after };
    parts.push({ kind: 'inserted', after: region, at: { x: 0, y: gap.before } });
  } else {
    const region = { x: 0, y: gap.before, width, height: gap.beforeEnd - gap.before };
    parts.push({ kind: 'removed', before: region, at: { x: 0, y: gap.after } });
  }
  if (after.width > width) {
    const region = { x: width, y: 0, width: after.width - width, height: after.height };
    parts.push({ kind: 'inserted', after: region, at: { x: width, y: 0 } });
  }
  if (before.width > width) {
    const region = { x: width, y: 0, width: before.width - width, height: before.height };
    parts.push({ kind: 'removed', before: region, at: { x: width, y: 0 } });
  }
  return parts;
}

const wholeOf = ({ columns, rows }: Grid): Box => ({
  left: 0,
  right: columns,
  top: 0,
  bottom: rows,
});

function partOf(grids: { before: Grid; after: Grid }, block: Block, width: number): Part {
  const regionIn = ({ top }: Grid, box: Box): Region => {
    const x = box.left * cellWidth;
    const right = Math.min(width, box.right * cellWidth);
    return { x, y: top + box.top, width: right - x, height: box.bottom - box.top };
  };
  if (block.kind === 'pair') {
    const { before, after } = block;
    return {
      kind: 'pair',
      before: regionIn(grids.before, before),
      after: regionIn(grids.after, after),
    };
  }
  const x = block.at.left * cellWidth;
  if (block.kind === 'inserted') {
    const at = { x, y: grids.before.top + block.at.top };
    return { kind: 'inserted', after: regionIn(grids.after, block.after), at };
  }
  const at = { x, y: grids.after.top + block.at.top };
  return { kind: 'removed', before: regionIn(grids.before, block.before), at };
}

function operationsOfBlock(kernel: Kernel, pictures: Pictures, part: Part): Operation[] {
  if (part.kind !== 'pair') return [oneSided(part)];
  const inPlace = judgePair(kernel, pictures, part);
  if (inPlace.every((operation) => operation.class !== 'changed')) return inPlace;
  const gaps = alignColumns(kernel, pictures, part);
  if (gaps === null) return inPlace;
  return gaps
    .flatMap(partsOfColumns)
    .flatMap((one) => (one.kind === 'pair' ? judgePair(kernel, pictures, one) : [oneSided(one)]));
}

const wholePicture = ({ width, height }: Picture): Region => ({ x: 0, y: 0, width, height });

/** Columns without a counterpart: as many as both have are compared, the others are new or gone. */
function partsOfColumns({ before, after }: ColumnGap): Part[] {
  const width = Math.min(before.width, after.width);
  const beyond = {
    before: { ...before, x: before.x + width, width: before.width - width },
    after: { ...after, x: after.x + width, width: after.width - width },
  };
  const pair = { before: { ...before, width }, after: { ...after, width } };
  return [...(width > 0 ? [{ kind: 'pair', ...pair } as const] : []), ...sidewise(beyond)];
}

/** Columns that only one of the two has. */
function sidewise({ before, after }: { before: Region; after: Region }): OneSidedPart[] {
  if (after.width > 0) return [{ kind: 'inserted', after, at: { x: before.x, y: before.y } }];
  if (before.width > 0) return [{ kind: 'removed', before, at: { x: after.x, y: after.y } }];
  return [];
}

/** What is to be seen in it is found out once it is known where it is. */
const oneSided = (part: OneSidedPart): Operation => ({ ...part, content: null, byEdge: false });
