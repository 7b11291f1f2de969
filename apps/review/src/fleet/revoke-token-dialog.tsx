import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { fleetQuery } from '../api/queries.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

interface RevokeTokenDialogProps {
  token: { id: number; label: string };
  onClose: () => void;
}

export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  async function revoke(): Promise<void> {
    await api.revokeWorkerToken({ params: { workerToken: token.id } });
    await client.invalidateQueries(fleetQuery(api));
  }
  return (
    <ConfirmDialog
      title={`Revoke “${token.label}”?`}
      action="Revoke"
      act={revoke}
      onClose={onClose}
    >
      Every worker with this token stops at once; what they are at is captured by others half a
      minute later. This cannot be undone.
    </ConfirmDialog>
  );
}
