import type { Comparison } from '../compare/comparison.ts';
import type { Summary } from '../compare/summary.ts';
import type { RowBand } from '../output/row-bands.ts';
import type { Region } from '../pixmap/region.ts';

/** What the page asks its worker: two pictures as files. */
export interface DiffRequest {
  id: number;
  before: Blob;
  after: Blob;
  /** What does not count of either. */
  ignored: Region[];
}

/** A part of the later picture, with what was found in it painted on nothing. */
export interface MarkTile extends Region {
  picture: ImageBitmap;
}

/** What is to be seen of the difference of two pictures. */
export interface PairDifference {
  comparison: Comparison;
  summary: Summary;
  /** Every row of both, beside each other. */
  bands: RowBand[];
  marks: MarkTile[];
}

export type DiffAnswer = { id: number; difference: PairDifference } | { id: number; error: string };
