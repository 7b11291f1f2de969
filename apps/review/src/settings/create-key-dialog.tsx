import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { NewApiKey } from '../api/entities.ts';
import { apiKeysQuery } from '../api/queries.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LabelDialog } from '../ui/label-dialog.tsx';

interface CreateKeyDialogProps {
  account: number;
  onClose: () => void;
}

/** Asks for a label, then shows the secret, which no later page can. */
export function CreateKeyDialog({ account, onClose }: CreateKeyDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (label: string) => api.createApiKey({ params: { account }, body: { label } }),
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
    <LabelDialog
      title="Create an API key"
      placeholder="CI of the web shop"
      help="Tells you later where this key is in use."
      create={create}
      onClose={onClose}
    />
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
