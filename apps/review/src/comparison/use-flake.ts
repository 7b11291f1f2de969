import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { type ComparisonPath, comparisonQuery } from '../api/queries.ts';
import { useFailureToast } from '../ui/toasts.tsx';

export interface SnapshotPair {
  beforeSnapshotId: number;
  afterSnapshotId: number;
}

/** Reports a pair of pictures as flaky, or takes that back; whatever shows them is read anew after. */
export function useFlake(path: ComparisonPath, comparison: number) {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  return useMutation({
    mutationFn: ({ pair, flaky }: { pair: SnapshotPair; flaky: boolean }) =>
      flaky
        ? api.reportFlake({ params: { account: path.account, comparison }, body: pair })
        : api.undoFlake({ params: { account: path.account, comparison, ...pair } }),
    onError: (error) => tellFailure('The report was not saved', error),
    async onSuccess(saved) {
      client.setQueryData(comparisonQuery(api, path).queryKey, saved);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['changes'] }),
        client.invalidateQueries({ queryKey: ['snapshot-pair'] }),
      ]);
    },
  });
}
