import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { Destination, NewDestination } from '../api/entities.ts';
import { destinationsQuery } from '../api/queries.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DestinationForm } from './destination-form.tsx';
import { placeOf } from './kinds.ts';

interface AddProps {
  account: number;
  onClose: () => void;
}

interface ChangeProps extends AddProps {
  destination: Destination;
}

/** Asks where to tell, then shows the secret where one was made: no later page can. */
export function AddDialog({ account, onClose }: AddProps) {
  const api = useApi();
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: (body: NewDestination) => api.addDestination({ params: { account }, body }),
    async onSuccess({ secret }) {
      await client.invalidateQueries(destinationsQuery(api, account));
      if (secret === null) onClose();
    },
  });
  if (add.data?.secret != null) {
    return (
      <Dialog open onClose={onClose} title="Destination added">
        <p className="soft">
          Deliveries are signed with this secret. It is shown only now: put it where they are taken.
        </p>
        <div className="destination-secret">
          <code>{add.data.secret}</code>
          <CopyButton text={add.data.secret} label="Copy the secret" />
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
    <Dialog open onClose={onClose} title="Add a destination">
      <DestinationForm
        destination={null}
        isSending={add.isPending}
        error={add.error}
        onSend={add.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}

export function ChangeDialog({ account, destination, onClose }: ChangeProps) {
  const api = useApi();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: NewDestination) =>
      api.changeDestination({ params: { account, destination: destination.id }, body }),
    async onSuccess() {
      await client.invalidateQueries(destinationsQuery(api, account));
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={`Change ${placeOf(destination)}`}>
      <p className="soft">What was refused is told again.</p>
      <DestinationForm
        destination={destination}
        isSending={change.isPending}
        error={change.error}
        onSend={change.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}

export function RemoveDialog({ account, destination, onClose }: ChangeProps) {
  const api = useApi();
  const client = useQueryClient();
  async function remove(): Promise<void> {
    await api.removeDestination({ params: { account, destination: destination.id } });
    await client.invalidateQueries(destinationsQuery(api, account));
  }
  return (
    <ConfirmDialog
      title={`Remove ${placeOf(destination)}?`}
      action="Remove"
      act={remove}
      onClose={onClose}
    >
      Nothing more is told there, what waits is dropped, and the list of what was told is forgotten.
    </ConfirmDialog>
  );
}
