import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import { fleetQuery } from '../api/queries.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Asks for a label, then shows the token, which no later page can. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const client = useQueryClient();
  const [label, setLabel] = useState('');
  const create = useMutation({
    mutationFn: () => api.createWorkerToken({ body: { label: label.trim() } }),
    onSuccess: () => client.invalidateQueries(fleetQuery(api)),
  });
  if (create.data) {
    return (
      <Dialog open onClose={onClose} title="Token created">
        <p className="soft">It is shown only now. Start a worker with it.</p>
        <div className="new-key-row">
          <code>{create.data.token}</code>
          <CopyButton text={create.data.token} label="Copy the token" />
        </div>
        <div className="dialog-actions">
          <button type="button" className="button button-main" onClick={onClose}>
            Done
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title="Create a token for workers">
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
            placeholder="Mac under the desk"
            onChange={(event) => setLabel(event.target.value)}
          />
          <small>Tells you later which machine has it.</small>
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
