import type { ComparisonState, JobState } from '../db/schema.ts';
import { tripleOf } from '../report/rules.ts';

export interface Difference {
  /** Ids only in the first array, and only in the second; ascending. */
  onlyBefore: number[];
  onlyAfter: number[];
  unchangedCount: number;
}

/** Merges two ascending arrays of snapshot ids; the same id is the same example with the same picture. */
export function mergeSnapshotIds(before: number[], after: number[]): Difference {
  const onlyBefore: number[] = [];
  const onlyAfter: number[] = [];
  let unchangedCount = 0;
  let b = 0;
  let a = 0;
  while (b < before.length || a < after.length) {
    const left = before[b] ?? Number.POSITIVE_INFINITY;
    const right = after[a] ?? Number.POSITIVE_INFINITY;
    if (left === right) unchangedCount += 1;
    else if (left < right) onlyBefore.push(left);
    else onlyAfter.push(right);
    if (left <= right) b += 1;
    if (right <= left) a += 1;
  }
  return { onlyBefore, onlyAfter, unchangedCount };
}

interface Named {
  id: number;
  component: string;
  variant: string;
  target: string;
}

export interface Pairs<T> {
  changed: { before: T; after: T }[];
  added: T[];
  deleted: T[];
}

/** Pairs what differs by component, variant and target. */
export function pairByName<T extends Named>(onlyBefore: T[], onlyAfter: T[]): Pairs<T> {
  const unmatched = new Map(onlyBefore.map((snapshot) => [tripleOf(snapshot), snapshot]));
  const changed: Pairs<T>['changed'] = [];
  const added: T[] = [];
  for (const after of onlyAfter) {
    const name = tripleOf(after);
    const before = unmatched.get(name);
    if (before === undefined) added.push(after);
    else changed.push({ before, after });
    unmatched.delete(name);
  }
  return { changed, added, deleted: [...unmatched.values()] };
}

/** Whether both reports were there and are compared: there is something to show and to decide on. */
export const isMade = ({ state, error }: { state: ComparisonState; error: string | null }) =>
  state !== 'pending' && error === null;

/**
 * How a comparison stands for whoever looks at it. One that still waits stands as its job does: a job
 * that has expired or was cancelled gets no reports, so nothing would ever end the waiting.
 */
export function standingOf(
  comparison: ComparisonState,
  job: JobState | null,
): ComparisonState | 'expired' {
  const ended = job === 'expired' || job === 'failure';
  return comparison === 'pending' && ended ? job : comparison;
}

/** What people made of a comparison; null where that is open, or needed none. */
export function verdictOf(comparison: {
  state: ComparisonState;
  error: string | null;
  /** How many differences. */
  accepted: number;
}): 'accepted' | 'rejected' | null {
  if (comparison.error !== null) return null;
  if (comparison.state === 'failure') return 'rejected';
  return comparison.state === 'success' && comparison.accepted > 0 ? 'accepted' : null;
}
