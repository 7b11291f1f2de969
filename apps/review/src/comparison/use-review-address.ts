import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Change, ChangeKind, Counts } from '../api/entities.ts';
import { formatSelection, kinds, parseKind, parseSelection, type Selection } from './selection.ts';

export interface ReviewAddress {
  kind: ChangeKind;
  filter: string;
  selection: Selection | null;
  setFilter(filter: string): void;
  select(index: number, change: Change | undefined): void;
  /** Back to the list, which is a step of its own on a phone. */
  deselect(): void;
}

/** What of a comparison is looked at lives in the address, so that a link shows the same. */
export function useReviewAddress(counts: Counts): ReviewAddress {
  const { t, c, q } = useSearch({ strict: false });
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
  return { kind, filter: q ?? '', selection, setFilter, select, deselect };
}
