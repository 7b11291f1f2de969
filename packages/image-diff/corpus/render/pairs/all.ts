import type { Pair } from '../pair.ts';
import { antiAliasPairs } from './anti-alias.ts';
import { blankBandPairs } from './blank-bands.ts';
import { changedPairs } from './changed.ts';
import { insertedPairs } from './inserted.ts';
import { movedPairs } from './moved.ts';
import { identicalPairs, imperceptiblePairs } from './noise.ts';
import { removedPairs } from './removed.ts';
import { subtlePairs } from './subtle.ts';

export const allPairs: Pair[] = [
  ...identicalPairs,
  ...imperceptiblePairs,
  ...antiAliasPairs,
  ...subtlePairs,
  ...changedPairs,
  ...movedPairs,
  ...insertedPairs,
  ...removedPairs,
  ...blankBandPairs,
];
