import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { Assistant } from '../api/entities.ts';
import { assistantsQuery } from '../api/queries.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

interface RevokeAssistantDialogProps {
  assistant: Assistant;
  onClose: () => void;
}

export function RevokeAssistantDialog({ assistant, onClose }: RevokeAssistantDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  async function revoke(): Promise<void> {
    await api.revokeAssistant({ params: { assistant: assistant.id } });
    await client.invalidateQueries(assistantsQuery(api));
  }
  return (
    <ConfirmDialog
      title={`Revoke “${assistant.name}”?`}
      action="Revoke"
      act={revoke}
      onClose={onClose}
    >
      It may do nothing in {assistant.account.name} from now on. What it has decided stays; to let
      it in again, connect it again.
    </ConfirmDialog>
  );
}
