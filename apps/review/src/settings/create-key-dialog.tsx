import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { NewApiKey } from '../api/entities.ts';
import { apiKeysQuery } from '../api/queries.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';

interface CreateKeyDialogProps {
  account: number;
  onClose: () => void;
}

/** Asks for a label, then shows the secret, which no later page can. */
export function CreateKeyDialog({ account, onClose }: CreateKeyDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  const [label, setLabel] = useState('');
  const create = useMutation({
    mutationFn: () => api.createApiKey({ params: { account }, body: { label: label.trim() } }),
    onSuccess: () => client.invalidateQueries(apiKeysQuery(api, account)),
  });
  if (create.data) {
    return (
      <Dialog open onClose={onClose} title="Key created">
        <NewKey apiKey={create.data} />
        <div className="dialog-actions">
          <button type="button" className="button button-main" onClick={onClose}>
            Done
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title="Create an API key">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <label className="field">
          <span>Label</span>
          <input
            className="input"
            value={label}
            maxLength={200}
            required
            placeholder="CI of the web shop"
            onChange={(event) => setLabel(event.target.value)}
          />
          <small>Tells you later where this key is in use.</small>
        </label>
        {create.error && (
          <p className="dialog-error" role="alert">
            {create.error.message}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className="button button-main"
            disabled={create.isPending || label.trim() === ''}
          >
            Create
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function NewKey({ apiKey }: { apiKey: NewApiKey }) {
  return (
    <div className="new-key">
      <p className="soft">The secret is shown only now. Put both into the secrets of your CI.</p>
      <div className="new-key-row">
        <div>
          <h3>Key</h3>
          <code>{apiKey.key}</code>
        </div>
        <CopyButton text={apiKey.key} label="Copy the key" />
      </div>
      <div className="new-key-row">
        <div>
          <h3>Secret</h3>
          <code>{apiKey.secret}</code>
        </div>
        <CopyButton text={apiKey.secret} label="Copy the secret" />
      </div>
    </div>
  );
}
