import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { ApiKey } from '../api/entities.ts';
import { apiKeysQuery } from '../api/queries.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

interface RevokeKeyDialogProps {
  account: number;
  apiKey: ApiKey;
  onClose: () => void;
}

export function RevokeKeyDialog({ account, apiKey, onClose }: RevokeKeyDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  async function revoke(): Promise<void> {
    await api.revokeApiKey({ params: { account, key: apiKey.key } });
    await client.invalidateQueries(apiKeysQuery(api, account));
  }
  return (
    <ConfirmDialog
      title={`Revoke “${apiKey.label}”?`}
      action="Revoke"
      act={revoke}
      onClose={onClose}
    >
      Whatever uses this key stops working at once. This cannot be undone; a new key can be created
      at any time.
    </ConfirmDialog>
  );
}
