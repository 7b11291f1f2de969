import type { Comparison, DifferenceClass } from './comparison.ts';

/** How much of each a comparison has found. */
export interface Summary {
  class: DifferenceClass;
  /** Pixels that changed, and in how many regions. */
  changedPixels: number;
  changedRegions: number;
  inserted: number;
  removed: number;
  moved: number;
  /** Bands of nothing but background that one of the pictures has more. */
  blankBands: number;
  /** Pixels that differ in a way nobody sees, or by how edges are smoothed. */
  noisePixels: number;
}

/** Counts operations, but for what only followed at an edge. */
export function summaryOf({ class: found, operations }: Comparison): Summary {
  const summary: Summary = {
    class: found,
    changedPixels: 0,
    changedRegions: 0,
    inserted: 0,
    removed: 0,
    moved: 0,
    blankBands: 0,
    noisePixels: 0,
  };
  for (const operation of operations) {
    if (operation.kind === 'moved') summary.moved += 1;
    else if (operation.kind !== 'changed') {
      if (operation.byEdge) continue;
      if (operation.content === null) summary.blankBands += 1;
      else summary[operation.kind] += 1;
    } else if (operation.class === 'changed' || operation.class === 'subtle') {
      summary.changedRegions += 1;
      summary.changedPixels += operation.pixels;
    } else {
      summary.noisePixels += operation.pixels;
    }
  }
  return summary;
}
