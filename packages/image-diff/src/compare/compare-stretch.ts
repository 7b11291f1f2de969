/** Compares some rows of two pictures that are known to differ. */
import { alignLines, type Gap } from '../align/align-lines.ts';
import { shareKnown } from '../align/grid.ts';
import { readGrid } from '../align/read-grid.ts';
import { splitBlocks } from '../align/split-blocks.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Region } from '../pixmap/region.ts';
import { alignColumns } from './align-columns.ts';
import type { ChangedOperation, Operation } from './comparison.ts';
import { judgePair } from './judge-pair.ts';
import type { RegionPair, Sides } from './mark-bands.ts';
import { type OneSidedPart, type Part, partOfBlock, partsOfColumns, sidewise } from './parts.ts';
import type { Stretch } from './row-gaps.ts';

/**
 * First as the pictures lie on one another: where nothing but noise, or the same little change all over,
 * differs then, there is nothing to be aligned. Nor where nothing that is to be seen in the one is
 * anywhere in the other.
 */
export function compareStretch(kernel: Kernel, pictures: Sides, stretch: Stretch): Operation[] {
  const { before, after } = pictures;
  const regions = {
    before: rowsOf(before.width, stretch.before, stretch.beforeEnd),
    after: rowsOf(after.width, stretch.after, stretch.afterEnd),
  };
  if (regions.before.height === 0 || regions.after.height === 0) {
    return sidewise(regions).map(oneSided);
  }
  const isSameSize = before.width === after.width && before.height === after.height;
  const inPlace = isSameSize ? judgeInPlace(kernel, pictures, stretch) : null;
  if (inPlace?.every((operation) => operation.class !== 'changed')) return inPlace;
  const parts = partsOf(kernel, pictures, regions);
  if (parts === null && inPlace) return inPlace;
  return (parts ?? leftAsTheyLie(regions)).flatMap((part) => {
    if (part.kind !== 'pair') return [oneSided(part)];
    if (inPlace && stretch.inPlace && liesInPlace(part)) return within(inPlace, part.after);
    return judgePart(kernel, pictures, part);
  });
}

/** Rows that only one picture has, or as many of both, as they lie on one another. */
export function compareRows(kernel: Kernel, pictures: Sides, gap: Gap): Operation[] {
  const before = rowsOf(pictures.before.width, gap.before, gap.beforeEnd);
  const after = rowsOf(pictures.after.width, gap.after, gap.afterEnd);
  return before.height > 0 && after.height > 0
    ? judgePair(kernel, pictures, { before, after })
    : sidewise({ before, after }).map(oneSided);
}

const rowsOf = (width: number, from: number, to: number): Region => ({
  x: 0,
  y: from,
  width,
  height: to - from,
});

/** What is to be seen in it is found out once it is known where it is. */
const oneSided = (part: OneSidedPart): Operation => ({ ...part, content: null, byEdge: false });

function judgeInPlace(kernel: Kernel, pictures: Sides, gap: Gap): ChangedOperation[] {
  const { width } = pictures.after;
  return judgePair(kernel, pictures, {
    before: rowsOf(width, gap.before, gap.beforeEnd),
    after: rowsOf(width, gap.after, gap.afterEnd),
  });
}

/** Share of what is shown that has to be known from the other picture, for anything to have moved. */
const leastKnown = 0.1;

/** How the regions are taken apart; null where they are best left as they lie. */
function partsOf(kernel: Kernel, pictures: Sides, regions: RegionPair): Part[] | null {
  const { before, after } = regions;
  if (before.width !== after.width) {
    const sides = before.height === after.height ? alignColumns(kernel, pictures, regions) : null;
    return sides?.flatMap(partsOfColumns) ?? commonColumns(kernel, pictures, regions);
  }
  const grids = {
    before: readGrid(kernel, pictures.before, before),
    after: readGrid(kernel, pictures.after, after),
  };
  const isFamiliar =
    before.height !== after.height || shareKnown(grids.before, grids.after) >= leastKnown;
  if (!isFamiliar) {
    const isShifted = alignLines(grids.before.columnPrints, grids.after.columnPrints).some(
      (run) => run.before !== run.after,
    );
    if (!isShifted) return null;
  }
  return splitBlocks(grids).map((block) => partOfBlock(grids, block, after.width));
}

/** The columns both have, taken apart, and those that only one of them has. */
function commonColumns(kernel: Kernel, pictures: Sides, { before, after }: RegionPair): Part[] {
  const width = Math.min(before.width, after.width);
  const common = { before: { ...before, width }, after: { ...after, width } };
  const grids = {
    before: readGrid(kernel, pictures.before, common.before),
    after: readGrid(kernel, pictures.after, common.after),
  };
  const beyond = {
    before: { ...before, x: width, width: before.width - width },
    after: { ...after, x: width, width: after.width - width },
  };
  return [
    ...splitBlocks(grids).map((block) => partOfBlock(grids, block, width)),
    ...sidewise(beyond),
  ];
}

/** Compared from the top, as far as both reach; what one of them has more is new or gone. */
function leftAsTheyLie({ before, after }: RegionPair): Part[] {
  const height = Math.min(before.height, after.height);
  const beyond = {
    before: { ...before, y: before.y + height, height: before.height - height },
    after: { ...after, y: after.y + height, height: after.height - height },
  };
  const pair = { before: { ...before, height }, after: { ...after, height } };
  return [{ kind: 'pair', ...pair }, ...sidewise(beyond)];
}

const liesInPlace = ({ before, after }: RegionPair): boolean =>
  before.x === after.x && before.y === after.y;

/** Those of some operations that lie in a region, by their middles. */
function within(operations: ChangedOperation[], region: Region): ChangedOperation[] {
  return operations.filter(({ after }) => {
    const x = after.x + after.width / 2 - region.x;
    const y = after.y + after.height / 2 - region.y;
    return x >= 0 && x < region.width && y >= 0 && y < region.height;
  });
}

/** In place, or with columns that moved sideways taken out. */
function judgePart(kernel: Kernel, pictures: Sides, pair: RegionPair): Operation[] {
  const inPlace = judgePair(kernel, pictures, pair);
  if (inPlace.every((operation) => operation.class !== 'changed')) return inPlace;
  const gaps = alignColumns(kernel, pictures, pair);
  if (gaps === null) return inPlace;
  return gaps
    .flatMap(partsOfColumns)
    .flatMap((part) =>
      part.kind === 'pair' ? judgePair(kernel, pictures, part) : [oneSided(part)],
    );
}
