/** Browser entry: compares pictures by their addresses, away from the page's own thread. */
export { createDiffer, type Differ, type DiffPicture } from './browser/differ.ts';
export type { DifferenceClass } from './compare/comparison.ts';
export type { Summary } from './compare/summary.ts';
export type { Region } from './pixmap/region.ts';
