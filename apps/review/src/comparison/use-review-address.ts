import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Change, ChangeKind, Counts } from '../api/entities.ts';
import { type DifferenceClass, hasDifferences, parseDifference } from './difference-words.ts';
import { formatSelection, kinds, parseKind, parseSelection, type Selection } from './selection.ts';

export interface ReviewAddress {
  kind: ChangeKind;
  filter: string;
  /** Kind of difference that is kept; null for all. */
  difference: DifferenceClass | null;
  selection: Selection | null;
  setFilter(filter: string): void;
  setDifference(difference: DifferenceClass | null): void;
  select(index: number, change: Change | undefined): void;
  /** Back to the list, which is a step of its own on a phone. */
  deselect(): void;
}

/** What of a comparison is looked at lives in the address, so that a link shows the same. */
export function useReviewAddress(counts: Counts): ReviewAddress {
  const { t, c, q, d } = useSearch({ strict: false });
  const navigate = useNavigate();
  const selection = useMemo(() => parseSelection(c), [c]);
  const kind = parseKind(t) ?? kinds.find((candidate) => counts[candidate] > 0) ?? 'changed';

  const setFilter = useCallback(
    (filter: string) =>
      void navigate({
        to: '.',
        search: (search) => ({ ...search, q: filter || undefined, c: undefined }),
        replace: true,
      }),
    [navigate],
  );
  const setDifference = useCallback(
    (difference: DifferenceClass | null) =>
      void navigate({
        to: '.',
        search: (search) => ({ ...search, d: difference ?? undefined, c: undefined }),
        replace: true,
      }),
    [navigate],
  );
  const select = useCallback(
    (index: number, change: Change | undefined) =>
      void navigate({
        to: '.',
        search: (search) => ({ ...search, t: kind, c: formatSelection(index, change) }),
        replace: c !== undefined,
        resetScroll: false,
      }),
    [navigate, kind, c],
  );
  const deselect = useCallback(
    () =>
      void navigate({
        to: '.',
        search: (search) => ({ ...search, c: undefined }),
        replace: true,
      }),
    [navigate],
  );
  const difference = hasDifferences(kind) ? parseDifference(d) : null;
  const filter = q ?? '';
  return { kind, filter, difference, selection, setFilter, setDifference, select, deselect };
}
