/** What there is to look at, and how it is looked at: what every mode is given. */
import type { PairDifference } from '@twinlens/image-diff/browser';
import type { Picture } from '../../api/entities.ts';
import type { Inspector } from '../inspector/inspector.ts';
import type { Regions } from '../regions/use-regions.ts';
import type { Size } from '../viewport/geometry.ts';
import type { Viewport } from '../viewport/viewport.ts';

export interface SizedPicture {
  picture: Picture;
  size: Size;
}

/** The difference of the pair: found, on its way, or not to be found. */
export interface DifferenceState {
  data: PairDifference | undefined;
  error: Error | null;
  retry: () => void;
}

export interface Again extends SizedPicture {
  side: 'before' | 'after';
}

export interface Look {
  /** Of the example, for those who cannot see its pictures. */
  name: string;
  before: SizedPicture;
  after: SizedPicture;
  /** What one of them looked like when it was captured again, where that was something else. */
  again: Again | null;
  difference: DifferenceState;
  regions: Regions;
  viewport: Viewport;
  inspector: Inspector;
}

/** Tells one pair of pictures from another. */
export const pairKey = ({ before, after }: Look): string =>
  `${before.picture.url} ${after.picture.url}`;
