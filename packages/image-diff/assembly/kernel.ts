/** What the module exports. Memory is laid out by whoever calls: nothing is allocated here. */
export { describeTiles } from './coherence';
export { markDifferences } from './differences';
export { countApart } from './edges';
export { markDisplaced } from './explain';
export { fingerprintCells, fingerprintColumns, fingerprintRows } from './fingerprints';
export { packMarks } from './pack-marks';
export { dropAlpha, expandOpaqueRows, isOpaque, unfilterRows } from './png-filters';

/** The first byte that is free: after what the module itself has put into its memory when it started. */
export function firstFreeByte(): usize {
  return heap.alloc(1) + 16;
}
