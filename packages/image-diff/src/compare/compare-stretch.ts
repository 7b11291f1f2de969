/** Compares some rows of two pictures that are known to differ. */
import { alignLines, type Gap } from '../align/align-lines.ts';
import { type Grid, shareKnown } from '../align/grid.ts';
import { GridBuilder, readGrid } from '../align/read-grid.ts';
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
  if (!isSameSize) {
    const parts = partsOfOthers(kernel, pictures, regions);
    return parts.flatMap((part) => operationsOf(kernel, pictures, part));
  }
  const builders = {
    before: new GridBuilder(before, regions.before),
    after: new GridBuilder(after, regions.after),
  };
  const isEven = regions.before.height === regions.after.height;
  const inPlace = isEven
    ? judgePair(kernel, pictures, regions, (band) => {
        const mark = kernel.mark;
        const added = builders.before.add(kernel, band.before, band);
        builders.after.add(kernel, band.after, band, added);
        kernel.release(mark);
      })
    : null;
  if (inPlace?.every((operation) => operation.class !== 'changed')) return inPlace;
  const grids = isEven
    ? { before: builders.before.build(), after: builders.after.build() }
    : gridsOf(kernel, pictures, regions);
  if (inPlace && !mayHaveMoved(grids)) return inPlace;
  return splitBlocks(grids).flatMap((block) => {
    const part = partOfBlock(grids, block, after.width);
    if (part.kind === 'pair' && inPlace && stretch.inPlace && liesInPlace(part)) {
      return within(inPlace, part.after);
    }
    return operationsOf(kernel, pictures, part);
  });
}

function operationsOf(kernel: Kernel, pictures: Sides, part: Part): Operation[] {
  return part.kind === 'pair' ? judgePart(kernel, pictures, part) : [oneSided(part)];
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

/** Share of what is shown that has to be known from the other picture, for anything to have moved. */
const leastKnown = 0.1;

/** Whether anything that one of them shows is anywhere else in the other. */
function mayHaveMoved({ before, after }: Grids): boolean {
  if (shareKnown(before, after) >= leastKnown) return true;
  return alignLines(before.columnPrints, after.columnPrints).some(
    (run) => run.before !== run.after,
  );
}

interface Grids {
  before: Grid;
  after: Grid;
}

const gridsOf = (kernel: Kernel, pictures: Sides, regions: RegionPair): Grids => ({
  before: readGrid(kernel, pictures.before, regions.before),
  after: readGrid(kernel, pictures.after, regions.after),
});

/** Pictures of other sizes: columns that moved sideways are taken out, or what both have is taken apart. */
function partsOfOthers(kernel: Kernel, pictures: Sides, regions: RegionPair): Part[] {
  const { before, after } = regions;
  const width = Math.min(before.width, after.width);
  if (before.width !== after.width && before.height === after.height) {
    const sides = alignColumns(kernel, pictures, regions);
    if (sides) return sides.flatMap(partsOfColumns);
  }
  const common = { before: { ...before, width }, after: { ...after, width } };
  const grids = gridsOf(kernel, pictures, common);
  const beyond = {
    before: { ...before, x: width, width: before.width - width },
    after: { ...after, x: width, width: after.width - width },
  };
  return [
    ...splitBlocks(grids).map((block) => partOfBlock(grids, block, width)),
    ...sidewise(beyond),
  ];
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
