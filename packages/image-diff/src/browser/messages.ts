import type { Summary } from '../compare/summary.ts';
import type { Region } from '../pixmap/region.ts';

/** What the page asks its worker: two pictures as files. */
export interface DiffRequest {
  id: number;
  before: Blob;
  after: Blob;
  /** What does not count of either. */
  ignored: Region[];
}

/** Two pictures compared, and the later one dimmed with what was found painted over it. */
export interface DiffPicture {
  width: number;
  height: number;
  summary: Summary;
  picture: ImageBitmap;
}

export type DiffAnswer = { id: number; diff: DiffPicture } | { id: number; error: string };
