import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useApi } from '../../api/context.tsx';
import type { Change, Comparison, ReviewScope, RowDecision } from '../../api/entities.ts';
import { type ComparisonPath, comparisonQuery, meQuery } from '../../api/queries.ts';
import { useFailureToast } from '../../ui/toasts.tsx';
import { countOpen } from './count-open.ts';

export type Verdict = 'accepted' | 'rejected';

export type Decide = (verdict: Verdict, scope: ReviewScope, comment?: string) => void;

export interface DecisionActions {
  /** Null while there is nothing to decide. */
  decide: Decide | null;
  /** Takes one act back, or without one the newest; null while none stands. */
  undo: ((act?: number) => void) | null;
  saving: boolean;
}

interface Rows {
  total: number;
  changes: Change[];
}

/** The row that stands for a change in decisions: of the later snapshot, or the earlier of a deleted one. */
export const rowId = ({ before, after }: Change): number =>
  after?.snapshotId ?? before?.snapshotId ?? 0;

export const isUndecided = ({ decision }: Change): boolean =>
  decision === null || !(decision.settled || decision.decision === 'flaky');

function isInScope(change: Change, scope: ReviewScope): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'undecided':
      return isUndecided(change);
    case 'component':
      return change.component === scope.component;
    case 'change':
      return change.change === scope.change;
    case 'snapshots':
      return scope.ids.includes(rowId(change));
  }
}

/** What of a comparison says that somebody decided something, or took it back. */
const revisionOf = ({ history, decided }: Comparison) =>
  JSON.stringify([history.map(({ id, undoneAt }) => [id, undoneAt]), decided]);

/** Whether a list, as its query names it, keeps only rows that stand somehow. */
const keepsByStanding = (list: unknown): boolean =>
  typeof list === 'object' && list !== null && 'standing' in list && list.standing !== null;

/** Decisions show at once, and are taken back on the page when the server refuses them. */
export function useDecision(path: ComparisonPath, comparison: Comparison): DecisionActions {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  const { data: me } = useQuery(meQuery(api));
  const { queryKey } = comparisonQuery(api, path);
  const params = { account: path.account, comparison: comparison.id };
  const lists = { queryKey: ['changes'] };

  // What others decide meanwhile comes with the comparison; the rows are then out of date.
  const revision = revisionOf(comparison);
  const known = useRef(revision);
  useEffect(() => {
    if (known.current === revision) return;
    known.current = revision;
    client.invalidateQueries({ queryKey: ['changes'] });
  }, [client, revision]);

  const onError = (title: string) => (error: Error) => {
    tellFailure(title, error);
    client.invalidateQueries(lists);
  };
  const onSuccess = (saved: Comparison, isForeseen: boolean) => {
    client.setQueryData(queryKey, saved);
    known.current = revisionOf(saved);
    client.invalidateQueries({ queryKey: ['jobs'] });
    client.invalidateQueries({ queryKey: ['job'] });
    // Rows that are there show it already; which ones a list keeps may have changed.
    client.invalidateQueries({
      ...lists,
      predicate: ({ queryKey: [, list] }) => !isForeseen || keepsByStanding(list),
    });
  };

  const deciding = useMutation({
    mutationFn: (body: { decision: Verdict; scope: ReviewScope; comment?: string }) =>
      api.decideComparison({ params, body }),
    async onMutate({ decision, scope, comment }) {
      await client.cancelQueries({ queryKey });
      const foreseen: RowDecision = {
        decision,
        by: me?.user.name ?? '',
        at: new Date().toISOString(),
        comment: comment ?? null,
        settled: true,
        elsewhere: null,
      };
      client.setQueriesData<Rows>(lists, (rows) => rows && foresee(rows, scope, foreseen));
    },
    onError: onError('The decision was not saved'),
    onSuccess: (saved) => onSuccess(saved, true),
  });
  const undoing = useMutation({
    mutationFn: (act: number | undefined) =>
      act === undefined
        ? api.undoDecision({ params })
        : api.undoReview({ params: { ...params, review: act } }),
    onError: onError('The decision still stands'),
    onSuccess: (saved) => onSuccess(saved, false),
  });

  const { mutate: save } = deciding;
  const decide = useCallback<Decide>(
    (decision, scope, comment) =>
      save({ decision, scope, ...(comment !== undefined && { comment }) }),
    [save],
  );
  const { mutate: takeBack } = undoing;
  const undo = useCallback((act?: number) => takeBack(act), [takeBack]);

  const { counts, error, state } = comparison;
  const open = countOpen(counts);
  const isMade = state !== 'pending' && state !== 'expired' && error === null;
  const stands = comparison.history.some(({ undoneAt }) => undoneAt === null);
  return {
    decide: isMade && open > 0 ? decide : null,
    undo: isMade && stands ? undo : null,
    saving: deciding.isPending || undoing.isPending,
  };
}

/** How rows will stand once the server has agreed. */
const foresee = (rows: Rows, scope: ReviewScope, decision: RowDecision): Rows => ({
  ...rows,
  changes: rows.changes.map((change) =>
    isInScope(change, scope) ? { ...change, decision } : change,
  ),
});
