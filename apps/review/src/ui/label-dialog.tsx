import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from './dialog.tsx';
import { ErrorText } from './error-text.tsx';

interface LabelDialogProps {
  title: string;
  placeholder: string;
  /** What the label is good for. */
  help: string;
  /** Given the label without spaces around it. */
  create: Pick<UseMutationResult<unknown, Error, string>, 'mutate' | 'isPending' | 'error'>;
  onClose: () => void;
}

/** Asks for the label of something that is then created. */
export function LabelDialog({ title, placeholder, help, create, onClose }: LabelDialogProps) {
  const [typed, setTyped] = useState('');
  const label = typed.trim();
  return (
    <Dialog open onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(label);
        }}
      >
        <label className="field">
          <span>Label</span>
          <input
            className="input"
            value={typed}
            maxLength={200}
            required
            placeholder={placeholder}
            onChange={(event) => setTyped(event.target.value)}
          />
          <small>{help}</small>
        </label>
        {create.error && (
          <p className="dialog-error" role="alert">
            <ErrorText error={create.error} />
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className="button button-main"
            disabled={create.isPending || label === ''}
          >
            Create
          </button>
        </div>
      </form>
    </Dialog>
  );
}
