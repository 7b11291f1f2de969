import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { ApiKey } from '../api/entities.ts';
import { apiKeysQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';

interface RevokeKeyDialogProps {
  account: number;
  apiKey: ApiKey;
  onClose: () => void;
}

export function RevokeKeyDialog({ account, apiKey, onClose }: RevokeKeyDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api.revokeApiKey({ params: { account, key: apiKey.key } }),
    async onSuccess() {
      await client.invalidateQueries(apiKeysQuery(api, account));
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={`Revoke “${apiKey.label}”?`}>
      <p className="soft">
        Whatever uses this key stops working at once. This cannot be undone; a new key can be
        created at any time.
      </p>
      {revoke.error && (
        <p className="dialog-error" role="alert">
          {revoke.error.message}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
        <button
          type="button"
          className="button button-bad"
          disabled={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          Revoke
        </button>
      </div>
    </Dialog>
  );
}
