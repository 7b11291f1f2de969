import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useApi } from '../api/context.tsx';
import type { Comparison } from '../api/entities.ts';
import { type ComparisonPath, comparisonQuery, meQuery } from '../api/queries.ts';
import { useFailureToast } from '../ui/toasts.tsx';

type Verdict = 'accepted' | 'rejected' | 'undone';

export interface DecisionActions {
  /** Null while there is nothing to decide. */
  accept: ((comment?: string) => void) | null;
  reject: (comment?: string) => void;
  /** Null while nothing was decided. */
  undo: (() => void) | null;
  saving: boolean;
}

/** How the comparison will stand once the server has agreed. */
function foresee(
  comparison: Comparison,
  verdict: Verdict,
  by: string,
  comment?: string,
): Comparison {
  if (verdict === 'undone') return { ...comparison, state: 'needs-review', review: null };
  return {
    ...comparison,
    state: verdict === 'accepted' ? 'success' : 'failure',
    review: { decision: verdict, by, at: new Date().toISOString(), comment: comment ?? null },
  };
}

/** Decisions show at once, and are taken back on the page when the server refuses them. */
export function useDecision(path: ComparisonPath, comparison: Comparison): DecisionActions {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  const { data: me } = useQuery(meQuery(api));
  const { queryKey } = comparisonQuery(api, path);
  const params = { account: path.account, comparison: comparison.id };

  const { mutate, isPending } = useMutation({
    mutationFn: ({ verdict, comment }: { verdict: Verdict; comment?: string | undefined }) =>
      verdict === 'undone'
        ? api.undoDecision({ params })
        : api.decideComparison({
            params,
            body: { decision: verdict, ...(comment !== undefined && { comment }) },
          }),
    async onMutate({ verdict, comment }) {
      await client.cancelQueries({ queryKey });
      const previous = client.getQueryData(queryKey);
      const by = me?.user.name ?? '';
      if (previous) client.setQueryData(queryKey, foresee(previous, verdict, by, comment));
      return previous;
    },
    onError(error, { verdict }, previous) {
      client.setQueryData(queryKey, previous);
      tellFailure(
        verdict === 'undone' ? 'The decision still stands' : 'The decision was not saved',
        error,
      );
    },
    onSuccess(saved) {
      client.setQueryData(queryKey, saved);
      client.invalidateQueries({ queryKey: ['jobs'] });
      client.invalidateQueries({ queryKey: ['job'] });
    },
  });

  const accept = useCallback(
    (comment?: string) => mutate({ verdict: 'accepted', comment }),
    [mutate],
  );
  const reject = useCallback(
    (comment?: string) => mutate({ verdict: 'rejected', comment }),
    [mutate],
  );
  const undo = useCallback(() => mutate({ verdict: 'undone' }), [mutate]);
  const decided = comparison.review !== null;
  const decidable = decided || comparison.state === 'needs-review';
  return {
    accept: decidable ? accept : null,
    reject,
    undo: decided ? undo : null,
    saving: isPending,
  };
}
