import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { fleetQuery } from '../api/queries.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LabelDialog } from '../ui/label-dialog.tsx';

/** Asks for a label, then shows the token, which no later page can. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (label: string) => api.createWorkerToken({ body: { label } }),
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
    <LabelDialog
      title="Create a token for workers"
      placeholder="Mac under the desk"
      help="Tells you later which machine has it."
      create={create}
      onClose={onClose}
    />
  );
}
