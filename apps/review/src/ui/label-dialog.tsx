import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from './dialog.tsx';
import { DialogForm } from './dialog-form.tsx';
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
      <DialogForm
        action="Create"
        problem={create.error && <ErrorText error={create.error} />}
        isReady={!create.isPending && label !== ''}
        onSend={() => create.mutate(label)}
        onClose={onClose}
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
      </DialogForm>
    </Dialog>
  );
}
