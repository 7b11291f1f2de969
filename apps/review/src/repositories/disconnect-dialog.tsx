import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { Repository } from '../api/entities.ts';
import { repositoriesQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';

interface DisconnectDialogProps {
  account: number;
  repository: Repository;
  onClose: () => void;
}

export function DisconnectDialog({ account, repository, onClose }: DisconnectDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  const disconnect = useMutation({
    mutationFn: () => api.disconnectRepository({ params: { account, repository: repository.id } }),
    async onSuccess() {
      await client.invalidateQueries(repositoriesQuery(api, account));
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={`Disconnect ${repository.name}?`}>
      <p className="soft">
        Keys that its runs were given end at once. What they have made stays, and it can be
        connected again at any time.
      </p>
      {disconnect.error && (
        <p className="dialog-error" role="alert">
          {disconnect.error.message}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
        <button
          type="button"
          className="button button-bad"
          disabled={disconnect.isPending}
          onClick={() => disconnect.mutate()}
        >
          Disconnect
        </button>
      </div>
    </Dialog>
  );
}
