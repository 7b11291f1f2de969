/**
 * Finds out which parts of two pictures belong together: a recursive XY-cut. A part is either compared
 * in place, or its rows are aligned, or it is cut into columns at gutters that both pictures have, each
 * of which is then aligned by itself; whichever leaves the least that differs.
 */
import { alignLines, type Gap, gapsBetween } from './align-lines.ts';
import {
  areaOf,
  type Box,
  countDiffering,
  countShowing,
  differingBox,
  flatColumns,
  type Grid,
  rowLines,
} from './grid.ts';

/** A part of both pictures, or of one. Where it is of both, its boxes have one size. */
export type Block =
  | { kind: 'pair'; before: Box; after: Box }
  | { kind: 'inserted'; after: Box; at: { left: number; top: number } }
  | { kind: 'removed'; before: Box; at: { left: number; top: number } };

interface Grids {
  before: Grid;
  after: Grid;
}

/** Another way to see it has to leave this much less than comparing in place: simple answers are better. */
const worthwhile = 0.7;

/** Up to this share of cells that differ, nobody asks for another explanation. */
const fewDiffer = 0.02;

/** Cuts within cuts; pages are not nested deeper. */
const deepest = 8;

/** Two boxes with the same columns and any rows. */
interface Pair {
  before: Box;
  after: Box;
}

/** How a pair may be taken apart, and how many cells then differ. */
interface Plan {
  cost: number;
  parts: Pair[];
}

/** Takes two grids apart that have the same columns. */
export function splitBlocks(grids: Grids): Block[] {
  const blocks: Block[] = [];
  const wholeOf = ({ columns, rows }: Grid) => ({ left: 0, right: columns, top: 0, bottom: rows });
  const pair = { before: wholeOf(grids.before), after: wholeOf(grids.after) };
  split(grids, pair, { depth: 0, columnsTried: false }, blocks);
  return blocks;
}

const heightOf = ({ top, bottom }: Box) => bottom - top;

function split(
  grids: Grids,
  pair: Pair,
  { depth, columnsTried }: { depth: number; columnsTried: boolean },
  blocks: Block[],
): void {
  const { before, after } = pair;
  if (heightOf(before) === 0 || heightOf(after) === 0) {
    blocks.push(...oneSided(pair));
    return;
  }
  const inPlace = costInPlace(grids, pair);
  if (inPlace === 0) return;
  const sameHeight = heightOf(before) === heightOf(after);
  if (depth < deepest && !(sameHeight && inPlace <= areaOf(after) * fewDiffer)) {
    const byRows = planRows(grids, pair);
    const byColumns = columnsTried ? null : planColumns(grids, pair);
    // Of different heights, nothing speaks for leaving them as they lie.
    const limit = inPlace * (sameHeight ? worthwhile : 1);
    if (byColumns && byColumns.cost < Math.min(limit, (byRows?.cost ?? inPlace) * worthwhile)) {
      for (const part of byColumns.parts) {
        split(grids, part, { depth: depth + 1, columnsTried: true }, blocks);
      }
      return;
    }
    if (byRows && byRows.cost < limit) {
      for (const part of byRows.parts) {
        split(grids, part, { depth: depth + 1, columnsTried: false }, blocks);
      }
      return;
    }
  }
  leave(grids, pair, blocks);
}

/** Compared from the top, as far as both reach; what one of them has more is new or gone. */
function leave(grids: Grids, { before, after }: Pair, blocks: Block[]): void {
  const rows = Math.min(heightOf(before), heightOf(after));
  const upper = {
    before: { ...before, bottom: before.top + rows },
    after: { ...after, bottom: after.top + rows },
  };
  const box = differingBox(grids.before, upper.before, grids.after, upper.after);
  if (box) {
    const down = before.top - after.top;
    const across = before.left - after.left;
    blocks.push({
      kind: 'pair',
      before: {
        left: box.left + across,
        right: box.right + across,
        top: box.top + down,
        bottom: box.bottom + down,
      },
      after: box,
    });
  }
  if (heightOf(before) !== heightOf(after)) {
    blocks.push(
      ...oneSided({
        before: { ...before, top: upper.before.bottom },
        after: { ...after, top: upper.after.bottom },
      }),
    );
  }
}

/** Rows that only one of the two has. */
function oneSided({ before, after }: Pair): Block[] {
  if (heightOf(after) > 0) {
    return [{ kind: 'inserted', after, at: { left: before.left, top: before.top } }];
  }
  if (heightOf(before) > 0) {
    return [{ kind: 'removed', before, at: { left: after.left, top: after.top } }];
  }
  return [];
}

/** Cells that differ when both are laid on one another at the top, and those beyond the shorter one. */
function costInPlace({ before, after }: Grids, pair: Pair): number {
  const rows = Math.min(heightOf(pair.before), heightOf(pair.after));
  const beyond = (grid: Grid, box: Box) => costOneSided(grid, { ...box, top: box.top + rows });
  return (
    countDiffering(before, pair.before, after, pair.after) +
    beyond(before, pair.before) +
    beyond(after, pair.after)
  );
}

/** What a blank cell costs that only one of the two has, where one that shows something costs 1. */
const blankCost = 0.1;

function costOneSided(grid: Grid, box: Box): number {
  const area = areaOf(box);
  if (area === 0) return 0;
  const showing = countShowing(grid, box);
  return showing + (area - showing) * blankCost;
}

/** Null where no row of the one is a row of the other. */
function planRows(grids: Grids, pair: Pair): Plan | null {
  const before = rowLines(grids.before, pair.before);
  const after = rowLines(grids.after, pair.after);
  const runs = alignLines(before, after);
  if (runs.length === 0) return null;
  const gaps = gapsBetween(runs, { before: before.length, after: after.length });
  const parts = gaps.map((gap) => partOf(pair, gap));
  return { cost: parts.reduce((sum, part) => sum + costInPlace(grids, part), 0), parts };
}

function partOf({ before, after }: Pair, gap: Gap): Pair {
  return {
    before: { ...before, top: before.top + gap.before, bottom: before.top + gap.beforeEnd },
    after: { ...after, top: after.top + gap.after, bottom: after.top + gap.afterEnd },
  };
}

/** Null where there is no gutter. Each column's cost is what aligning its rows would leave. */
function planColumns(grids: Grids, pair: Pair): Plan | null {
  const cuts = guttersOf(grids, pair);
  if (cuts.length === 0) return null;
  const edges = [pair.after.left, ...cuts, pair.after.right];
  const columns: { part: Pair; cost: number }[] = [];
  for (let at = 0; at + 1 < edges.length; at++) {
    const part = columnsOf(pair, edges[at] as number, edges[at + 1] as number);
    let fresh = { part, cost: costAligned(grids, part) };
    // A card has gutters inside of it: what was moved together stays together.
    for (let last = columns.at(-1); last; last = columns.at(-1)) {
      const both = columnsOf(pair, last.part.after.left, fresh.part.after.right);
      const cost = costAligned(grids, both);
      if (cost * worthwhile > last.cost + fresh.cost) break;
      fresh = { part: both, cost };
      columns.pop();
    }
    columns.push(fresh);
  }
  if (columns.length === 1) return null;
  return {
    cost: columns.reduce((sum, { cost }) => sum + cost, 0),
    parts: columns.map(({ part }) => part),
  };
}

const columnsOf = ({ before, after }: Pair, left: number, right: number): Pair => ({
  before: { ...before, left, right },
  after: { ...after, left, right },
});

/** What is left of a pair in place, or with its rows aligned. */
function costAligned(grids: Grids, pair: Pair): number {
  const inPlace = costInPlace(grids, pair);
  if (inPlace === 0) return 0;
  return Math.min(inPlace, planRows(grids, pair)?.cost ?? inPlace);
}

/** Where to cut between columns: the middles of cells that are flat in all rows of both, inside the pair. */
function guttersOf(grids: Grids, { before, after }: Pair): number[] {
  const one = flatColumns(grids.before, before);
  const two = flatColumns(grids.after, after);
  const isFlat = (at: number) => one[at] === 1 && two[at] === 1;
  const cuts: number[] = [];
  for (let at = 0; at < one.length; ) {
    if (!isFlat(at)) {
      at++;
      continue;
    }
    let end = at;
    while (end < one.length && isFlat(end)) end++;
    if (at > 0 && end < one.length) cuts.push(after.left + ((at + end) >> 1));
    at = end;
  }
  return cuts;
}
