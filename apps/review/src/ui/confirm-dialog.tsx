import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { ErrorText } from './error-text.tsx';

interface ConfirmDialogProps {
  title: string;
  /** What follows from it, in a sentence or two. */
  children: ReactNode;
  /** The button that does it. */
  action: string;
  /** Does it; the dialog closes when this is done, and says why when it fails. */
  act: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something ends that people rely on. */
export function ConfirmDialog({ title, children, action, act, onClose }: ConfirmDialogProps) {
  const acting = useMutation({ mutationFn: act, onSuccess: onClose });
  return (
    <Dialog open onClose={onClose} title={title}>
      <p className="soft">{children}</p>
      {acting.error && (
        <p className="dialog-error" role="alert">
          <ErrorText error={acting.error} />
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
        <button
          type="button"
          className="button button-bad"
          disabled={acting.isPending}
          onClick={() => acting.mutate()}
        >
          {action}
        </button>
      </div>
    </Dialog>
  );
}
