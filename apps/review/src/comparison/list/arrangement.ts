/** Which rows are kept, and by what they are put together and ordered, in plain words. */
import type { Change, ChangeKind, ChangeOrder, GroupBy, RowStanding } from '../../api/entities.ts';
import { hasDifferences } from '../difference-words.ts';

export const rowStandings: RowStanding[] = ['undecided', 'accepted', 'rejected'];

export const standingWords: Record<RowStanding, string> = {
  undecided: 'Undecided',
  accepted: 'Accepted',
  rejected: 'Rejected',
};

export const changeOrders: ChangeOrder[] = ['name', 'severity'];

export const orderWords: Record<ChangeOrder, string> = {
  name: 'By name',
  severity: 'Largest first',
};

export const groupWords: Record<GroupBy, string> = {
  component: 'By component',
  target: 'By target',
  change: 'By change',
};

/** Whether a person decides on rows of this kind. */
export const needsDecision = (kind: ChangeKind): boolean =>
  kind === 'changed' || kind === 'added' || kind === 'deleted';

/** By what rows of a kind can be put together: what has no difference has no change in common. */
export const groupings = (kind: ChangeKind): GroupBy[] =>
  hasDifferences(kind) ? ['component', 'target', 'change'] : ['component', 'target'];

/** What the rows of a group have in common; null for rows that have nothing. */
export function groupKey(change: Change, groupBy: GroupBy): string | null {
  return groupBy === 'change' ? change.change : change[groupBy];
}

export function groupTitle(change: Change, groupBy: GroupBy): string {
  if (groupBy !== 'change') return change[groupBy];
  if (change.change === null) return 'No change in common';
  return change.groupSize === 1
    ? 'Only in one snapshot'
    : `The same change in ${change.groupSize} snapshots`;
}
