import type { PairOfImages } from './find-seen.ts';

/**
 * A verdict needs pairs of pictures that nobody has looked at. Nothing was written; nothing may be held
 * while they are looked at.
 */
export class UnseenPairsError extends Error {
  override readonly name = 'UnseenPairsError';
  readonly pairs: PairOfImages[];

  constructor(pairs: PairOfImages[]) {
    super(`${pairs.length} pairs of pictures have not been looked at yet`);
    this.pairs = pairs;
  }
}
