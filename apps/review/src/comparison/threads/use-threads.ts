import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/context.tsx';
import type { Change, Place, Thread } from '../../api/entities.ts';
import { type ThreadsPath, threadsQuery } from '../../api/queries.ts';
import { rowId } from '../decision/use-decision.ts';

export type Saying =
  | { kind: 'open'; text: string; place: Place | null }
  | { kind: 'answer'; thread: number; text: string }
  | { kind: 'resolve'; thread: number; resolved: boolean }
  | { kind: 'remove'; comment: number };

interface Rows {
  total: number;
  changes: Change[];
}

export interface Threads {
  /** Undefined until they are there. */
  threads: Thread[] | undefined;
  error: Error | null;
  retry: () => void;
  /** @throws the server's reason, so that what somebody wrote is not lost */
  say: (saying: Saying) => Promise<{ threads: Thread[] }>;
}

/**
 * What was said about a row, and the way to say more.
 * @param isWanted whether to ask for it
 */
export function useThreads(path: ThreadsPath, isWanted: boolean): Threads {
  const api = useApi();
  const client = useQueryClient();
  const query = threadsQuery(api, path);
  const { data, error, refetch } = useQuery({ ...query, enabled: isWanted });
  const { mutateAsync } = useMutation({
    mutationFn: (saying: Saying) => {
      switch (saying.kind) {
        case 'open': {
          const { text, place } = saying;
          return api.openThread({ params: path, body: { text, ...(place && { place }) } });
        }
        case 'answer': {
          const { thread, text } = saying;
          return api.addComment({ params: { ...path, thread }, body: { text } });
        }
        case 'resolve': {
          const { thread, resolved } = saying;
          return api.resolveThread({ params: { ...path, thread }, body: { resolved } });
        }
        case 'remove':
          return api.removeComment({ params: { ...path, comment: saying.comment } });
      }
    },
    onSuccess(saved) {
      client.setQueryData(query.queryKey, saved);
      const open = saved.threads.filter(({ resolved }) => resolved === null).length;
      const counts = { open, resolved: saved.threads.length - open };
      client.setQueriesData<Rows>(
        { queryKey: ['changes'] },
        (rows) => rows && withCounts(rows, path.snapshot, counts),
      );
    },
  });
  return { threads: data?.threads, error, retry: refetch, say: mutateAsync };
}

const withCounts = (rows: Rows, snapshot: number, threads: Change['threads']): Rows => ({
  ...rows,
  changes: rows.changes.map((change) =>
    rowId(change) === snapshot ? { ...change, threads } : change,
  ),
});
