import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import { repositoriesQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
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
      <form
        className="connect-form"
        onSubmit={(event) => {
          event.preventDefault();
          connect.mutate();
        }}
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
        {connect.error && (
          <p className="dialog-error" role="alert">
            <ErrorText error={connect.error} />
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className="button button-main"
            disabled={connect.isPending || repository.trim() === ''}
          >
            Connect
          </button>
        </div>
      </form>
    </Dialog>
  );
}
