/** How what was found and what people decided add up to one state. */
import type { ComparisonState } from '../db/schema.ts';

export interface Counts {
  changed: number;
  added: number;
  deleted: number;
  unchanged: number;
  ignored: number;
  unstable: number;
  tolerated: number;
}

/** Differences that somebody has to look at. `changed` has none that are ignored, unstable or tolerated. */
export const openDifferences = ({ changed, added, deleted }: Counts) => changed + added + deleted;

/** State of a comparison that has been made: a verdict decides; without one, the differences do. */
export function stateOfComparison(
  counts: Counts,
  verdict: 'accepted' | 'rejected' | null,
): ComparisonState {
  if (verdict === 'accepted') return 'success';
  if (verdict === 'rejected') return 'failure';
  return openDifferences(counts) > 0 ? 'needs-review' : 'success';
}
