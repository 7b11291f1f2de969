import type { Region } from '../pixmap/region.ts';

/** What the page asks its worker: two pictures as files. */
export interface DiffRequest {
  id: number;
  before: Blob;
  after: Blob;
  /** What does not count of either. */
  ignored: Region[];
}

/** Two pictures compared, and the later one dimmed with its changes painted over it. */
export interface DiffPicture {
  width: number;
  height: number;
  changedPixels: number;
  regions: Region[];
  picture: ImageBitmap;
}

export type DiffAnswer = { id: number; diff: DiffPicture } | { id: number; error: string };
