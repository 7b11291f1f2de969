import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { type SnapshotCapturePath, snapshotCaptureQuery } from '../api/queries.ts';
import { useFailureToast } from '../ui/toasts.tsx';

/** Has the capture of a snapshot done once more. */
export function useAskRetake(path: SnapshotCapturePath, snapRequest: number) {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  return useMutation({
    mutationFn: () => api.retakeSnapRequest({ params: { account: path.account, id: snapRequest } }),
    onError: (error) => tellFailure('It is not taken again', error),
    onSuccess: () =>
      client.invalidateQueries({ queryKey: snapshotCaptureQuery(api, path).queryKey }),
  });
}

/** Puts a picture that was taken again into the report, and goes to the snapshot it is then. */
export function useAdoptRetake(path: SnapshotCapturePath) {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (snapRequestId: number) => {
    const { snapshotId } = await api.adoptRetake({ params: path, body: { snapRequestId } });
    for (const queryKey of [['report'], ['comparison'], ['changes'], ['jobs'], ['job']]) {
      await client.invalidateQueries({ queryKey });
    }
    await navigate({
      to: '/a/$account/p/$project/report/$sha/snapshot/$snapshot',
      params: {
        account: String(path.account),
        project: String(path.project),
        sha: path.sha,
        snapshot: String(snapshotId),
      },
      replace: true,
    });
  };
}
