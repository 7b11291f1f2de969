import type { OpenInput } from '../visit.ts';

/** A peer's report that can be opened. */
export interface OpenPeer {
  name: string;
  /** Snapshots. */
  size: number;
  input: OpenInput;
}

export interface MakeReport {
  /** Where there is room for it; served as `origin`. */
  folder: string;
  origin: string;
  size: number;
}

/** Runs in the page: whether any picture of the report is painted. */
export const anyPicture = (): boolean =>
  [...document.querySelectorAll<HTMLImageElement>('img')].some(
    (image) => image.src.includes('.png') && image.complete && image.naturalWidth > 0,
  );
