import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import { repositoriesQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { PermissionFields } from './permission-fields.tsx';

export function ConnectDialog({ account, onClose }: { account: number; onClose: () => void }) {
  const api = useApi();
  const client = useQueryClient();
  const [repository, setRepository] = useState('');
  const [permissions, setPermissions] = useState({ workflows: true, pullRequests: false });
  const connect = useMutation({
    mutationFn: () =>
      api.connectRepository({
        params: { account },
        body: { repository: repository.trim(), ...permissions },
      }),
    async onSuccess() {
      await client.invalidateQueries(repositoriesQuery(api, account));
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title="Connect a repository">
      <DialogForm
        action="Connect"
        problem={connect.error && <ErrorText error={connect.error} />}
        isReady={!connect.isPending && repository.trim() !== ''}
        onSend={connect.mutate}
        onClose={onClose}
      >
        <label className="field">
          <span>Repository</span>
          <input
            className="input"
            value={repository}
            maxLength={500}
            required
            placeholder="github.com/owner/name"
            onChange={(event) => setRepository(event.target.value)}
          />
          <small>Its address, or its host, owner and name.</small>
        </label>
        <PermissionFields value={permissions} disabled={false} onChange={setPermissions} />
      </DialogForm>
    </Dialog>
  );
}
