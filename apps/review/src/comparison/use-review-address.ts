import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type {
  Change,
  ChangeKind,
  ChangeOrder,
  Counts,
  GroupBy,
  RowFilters,
} from '../api/entities.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { hasDifferences } from './difference-words.ts';
import { changeOrders, groupings } from './list/arrangement.ts';
import { addressOf, parseFilters } from './list/row-filters.ts';
import {
  formatSelection,
  kinds,
  parseKind,
  parseSelection,
  type Selection,
  selectionOf,
} from './selection.ts';

/** Which rows of a list are shown, and in which order. */
export interface ListChoice extends RowFilters {
  filter: string;
  groupBy: GroupBy;
  order: ChangeOrder;
}

export interface ReviewAddress {
  kind: ChangeKind;
  list: ListChoice;
  selection: Selection | null;
  /** Whether the selection is shown before the address names it. */
  isAhead: boolean;
  choose(choice: Partial<ListChoice>): void;
  select(index: number, change: Change | undefined): void;
  /** Back to the list, which is a step of its own on a phone. */
  deselect(): void;
}

/** One of some choices, or nothing: people edit addresses. */
const oneOf = <T extends string>(choices: readonly T[], text: string | undefined): T | null =>
  choices.find((choice) => choice === text) ?? null;

/**
 * What of a comparison is looked at lives in the address, so that a link shows the same. A selection is
 * shown first and written there when it is painted: nobody waits for the router.
 */
export function useReviewAddress(counts: Counts): ReviewAddress {
  const search = useSearch({ strict: false });
  const { t, c, q, g, o } = search;
  const navigate = useNavigate();
  const named = useMemo(() => parseSelection(c), [c]);
  const [ahead, setAhead] = useState<{ over: string | undefined; selection: Selection } | null>(
    null,
  );
  const isAhead = ahead !== null && ahead.over === c;
  const selection = isAhead ? ahead.selection : named;
  const kind = parseKind(t) ?? kinds.find((candidate) => counts[candidate] > 0) ?? 'changed';

  const choose = useCallback(
    ({ filter, groupBy, order, ...filters }: Partial<ListChoice>) =>
      void navigate({
        to: '.',
        search: (search) => ({
          ...search,
          c: undefined,
          r: undefined,
          ...(filter !== undefined && { q: filter || undefined }),
          ...addressOf(filters),
          ...(groupBy !== undefined && { g: groupBy === 'component' ? undefined : groupBy }),
          ...(order !== undefined && { o: order === 'name' ? undefined : order }),
        }),
        replace: true,
      }),
    [navigate],
  );
  const inAddress = useRef(c);
  useLayoutEffect(() => {
    inAddress.current = c;
  }, [c]);
  const following = useRef<(() => void) | null>(null);
  useEffect(() => () => following.current?.(), []);
  const select = useCallback(
    (index: number, change: Change | undefined) => {
      const { current: over } = inAddress;
      setAhead({ over, selection: selectionOf(index, change) });
      following.current?.();
      following.current = afterPaint(() => {
        void navigate({
          to: '.',
          search: (search) => ({
            ...search,
            t: kind,
            c: formatSelection(index, change),
            r: undefined,
          }),
          replace: over !== undefined,
          resetScroll: false,
        });
      });
    },
    [navigate, kind],
  );
  const deselect = useCallback(() => {
    following.current?.();
    setAhead(null);
    void navigate({
      to: '.',
      search: (search) => ({ ...search, c: undefined, r: undefined }),
      replace: true,
    });
  }, [navigate]);
  const { s, d, component, target, browser, viewport, size, owner } = search;
  const list = useMemo(
    () => ({
      filter: q ?? '',
      ...parseFilters(kind, { s, d, component, target, browser, viewport, size, owner }),
      groupBy: oneOf(groupings(kind), g) ?? 'component',
      order: (hasDifferences(kind) && oneOf(changeOrders, o)) || 'name',
    }),
    [kind, q, g, o, s, d, component, target, browser, viewport, size, owner],
  );
  return { kind, list, selection, isAhead, choose, select, deselect };
}
