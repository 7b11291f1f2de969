import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { FleetWorker } from '../api/entities.ts';
import { fleetQuery } from '../api/queries.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useFailureToast } from '../ui/toasts.tsx';

interface WorkerActionsProps {
  worker: FleetWorker;
  /** Null where there is no token to revoke. */
  onRevoke: (() => void) | null;
}

/** Buttons that say what a worker takes from now on. */
export function WorkerActions({ worker, onRevoke }: WorkerActionsProps) {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  const [quarantining, setQuarantining] = useState(false);
  const { id, name, state } = worker;
  const refresh = () => client.invalidateQueries(fleetQuery(api));
  const set = useMutation({
    mutationFn: (wanted: FleetWorker['state']) =>
      api.setWorkerState({ params: { worker: id }, body: { state: wanted } }),
    onSuccess: refresh,
    onError: (error) => tellFailure(`${name} stays as it is`, error),
  });
  return (
    <div className="fleet-actions">
      {state === 'in service' ? (
        <button
          type="button"
          className="button"
          aria-label={`Drain ${name}`}
          disabled={set.isPending}
          onClick={() => set.mutate('drained')}
        >
          Drain
        </button>
      ) : (
        <button
          type="button"
          className="button button-main"
          aria-label={`Put ${name} back to service`}
          disabled={set.isPending}
          onClick={() => set.mutate('in service')}
        >
          Back to service
        </button>
      )}
      {state !== 'quarantined' && (
        <button
          type="button"
          className="button button-bad"
          aria-label={`Quarantine ${name}`}
          onClick={() => setQuarantining(true)}
        >
          Quarantine
        </button>
      )}
      {onRevoke !== null && (
        <button
          type="button"
          className="button button-bad"
          aria-label={`Revoke token of ${name}`}
          onClick={onRevoke}
        >
          Revoke token
        </button>
      )}
      {quarantining && (
        <ConfirmDialog
          title={`Quarantine ${name}?`}
          action="Quarantine"
          act={async () => {
            await api.setWorkerState({ params: { worker: id }, body: { state: 'quarantined' } });
            await refresh();
          }}
          onClose={() => setQuarantining(false)}
        >
          It takes nothing more. What it captured in the last hour is marked as doubtful and
          captured again by other workers.
        </ConfirmDialog>
      )}
    </div>
  );
}
