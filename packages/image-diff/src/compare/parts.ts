/** Parts of two pictures that belong together, or that only one of them has. In pixels. */
import { type Box, cellWidth, type Grid } from '../align/grid.ts';
import type { Block } from '../align/split-blocks.ts';
import type { Region } from '../pixmap/region.ts';
import type { ColumnGap } from './align-columns.ts';
import type { RegionPair } from './mark-bands.ts';

export type Part = ({ kind: 'pair' } & RegionPair) | OneSidedPart;

export type OneSidedPart =
  | { kind: 'inserted'; after: Region; at: { x: number; y: number } }
  | { kind: 'removed'; before: Region; at: { x: number; y: number } };

/**
 * A block of two grids.
 * @param width of the pictures, as far as the grids reach: their last cell may reach beyond
 */
export function partOfBlock(
  grids: { before: Grid; after: Grid },
  block: Block,
  width: number,
): Part {
  const regionIn = ({ top }: Grid, box: Box): Region => {
    const x = box.left * cellWidth;
    const right = Math.min(width, box.right * cellWidth);
    return { x, y: top + box.top, width: right - x, height: box.bottom - box.top };
  };
  if (block.kind === 'pair') {
    const before = regionIn(grids.before, block.before);
    return { kind: 'pair', before, after: regionIn(grids.after, block.after) };
  }
  const x = block.at.left * cellWidth;
  if (block.kind === 'inserted') {
    const at = { x, y: grids.before.top + block.at.top };
    return { kind: 'inserted', after: regionIn(grids.after, block.after), at };
  }
  const at = { x, y: grids.after.top + block.at.top };
  return { kind: 'removed', before: regionIn(grids.before, block.before), at };
}

/** Columns without a counterpart: as many as both have are compared, the others are new or gone. */
export function partsOfColumns({ before, after }: ColumnGap): Part[] {
  const width = Math.min(before.width, after.width);
  const pair = { before: { ...before, width }, after: { ...after, width } };
  const beyond = {
    before: { ...before, x: before.x + width, width: before.width - width },
    after: { ...after, x: after.x + width, width: after.width - width },
  };
  return [...(width > 0 ? [{ kind: 'pair', ...pair } as const] : []), ...sidewise(beyond)];
}

/** Columns, or rows, that only one of the two has. */
export function sidewise({ before, after }: RegionPair): OneSidedPart[] {
  if (after.width > 0 && after.height > 0) {
    return [{ kind: 'inserted', after, at: { x: before.x, y: before.y } }];
  }
  if (before.width > 0 && before.height > 0) {
    return [{ kind: 'removed', before, at: { x: after.x, y: after.y } }];
  }
  return [];
}
