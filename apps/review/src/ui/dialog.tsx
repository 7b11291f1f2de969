import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './dialog.css';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** As large as the window allows, for what is looked at and not only answered. */
  large?: boolean;
  children: ReactNode;
}

/** A modal window; keeps focus inside, closes with Escape. */
export function Dialog({ open, onClose, title, large, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(nowOpen) => !nowOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" />
        <Base.Popup className={large ? 'dialog dialog-large' : 'dialog'}>
          <header className="dialog-header">
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Base.Close className="button button-plain button-icon" aria-label="Close">
              <Icon name="cross" />
            </Base.Close>
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
