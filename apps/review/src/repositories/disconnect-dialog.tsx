import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { Repository } from '../api/entities.ts';
import { repositoriesQuery } from '../api/queries.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

interface DisconnectDialogProps {
  account: number;
  repository: Repository;
  onClose: () => void;
}

export function DisconnectDialog({ account, repository, onClose }: DisconnectDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  async function disconnect(): Promise<void> {
    await api.disconnectRepository({ params: { account, repository: repository.id } });
    await client.invalidateQueries(repositoriesQuery(api, account));
  }
  return (
    <ConfirmDialog
      title={`Disconnect ${repository.name}?`}
      action="Disconnect"
      act={disconnect}
      onClose={onClose}
    >
      Keys that its runs were given end at once. What they have made stays, and it can be connected
      again at any time.
    </ConfirmDialog>
  );
}
