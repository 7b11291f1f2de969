import type { ReactNode } from 'react';

interface DialogFormProps {
  /** What the button says. */
  action: string;
  /** What the one beside it says, which closes. */
  back?: string;
  /** What was wrong the last time; null where nothing was. */
  problem: ReactNode;
  /** Whether it can be sent as it is. */
  isReady: boolean;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What a dialog asks, and the row of buttons below. */
export function DialogForm({
  action,
  back = 'Cancel',
  problem,
  isReady,
  onSend,
  onClose,
  children,
}: DialogFormProps) {
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
      {problem !== null && (
        <p className="dialog-error" role="alert">
          {problem}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {back}
        </button>
        <button type="submit" className="button button-main" disabled={!isReady}>
          {action}
        </button>
      </div>
    </form>
  );
}
