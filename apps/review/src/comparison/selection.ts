/** Which row of a list is looked at, as it stands in the address: `12-881-907`. */
import type { Change, ChangeKind } from '../api/entities.ts';
import { pageSize } from '../api/queries.ts';

/** Where the row was, and which pictures it is about: rows move when others are ignored. */
export interface Selection {
  index: number;
  before: number | null;
  after: number | null;
}

export const selectionOf = (index: number, change: Change | undefined): Selection => ({
  index,
  before: change?.before?.snapshotId ?? null,
  after: change?.after?.snapshotId ?? null,
});

/** Null for anything that is no selection: people edit addresses. */
export function parseSelection(text: string | undefined): Selection | null {
  const match = /^(\d{1,9})(?:-(\d{1,10})-(\d{1,10}))?$/.exec(text ?? '');
  if (match === null) return null;
  const [, index, before, after] = match.map(Number);
  return { index: index ?? 0, before: before || null, after: after || null };
}

export function formatSelection(index: number, change: Change | undefined): string {
  if (change === undefined) return String(index);
  return `${index}-${change.before?.snapshotId ?? 0}-${change.after?.snapshotId ?? 0}`;
}

/** Index of the selected row now; where it was when its pictures are not near there any more. */
export function locate(
  { index, before, after }: Selection,
  at: (index: number) => Change | undefined,
): number {
  const matches = (candidate: number) => {
    const change = at(candidate);
    return (
      change !== undefined &&
      (change.before?.snapshotId ?? null) === before &&
      (change.after?.snapshotId ?? null) === after
    );
  };
  if (before === null && after === null) return index;
  for (let distance = 0; distance <= pageSize; distance++) {
    if (matches(index - distance)) return index - distance;
    if (matches(index + distance)) return index + distance;
  }
  return index;
}

export const kinds = [
  'changed',
  'added',
  'deleted',
  'unstable',
  'tolerated',
  'unchanged',
  'ignored',
] as const;

/** Older addresses of the happo clients name two kinds differently. */
const otherNames: Record<string, ChangeKind> = { diffs: 'changed', ignoredDiffs: 'ignored' };

export function parseKind(text: string | undefined): ChangeKind | null {
  return kinds.find((kind) => kind === text) ?? otherNames[text ?? ''] ?? null;
}
