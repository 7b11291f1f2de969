/** Browser entry: compares pictures by their addresses, away from the page's own thread. */
export { createDiffer, type Differ } from './browser/differ.ts';
export type { MarkTile, PairDifference } from './browser/messages.ts';
export type { Comparison, DifferenceClass, Operation } from './compare/comparison.ts';
export type { Summary } from './compare/summary.ts';
export { foundColours } from './output/found-colours.ts';
export type { RowBand, Rows } from './output/row-bands.ts';
export { shownOf } from './output/shown.ts';
export type { Region } from './pixmap/region.ts';
export { colorDistance } from './tolerance/color-distance.ts';
