import type { ReactNode } from 'react';
import './dialog.css';

export interface DialogProps {
  title: string;
  children: ReactNode;
  actions: ReactNode;
}

export function Dialog({ title, children, actions }: DialogProps) {
  return (
    <div className="dialog-backdrop">
      <section className="dialog" role="dialog" aria-label={title}>
        <h2>{title}</h2>
        <p>{children}</p>
        <div className="dialog-actions">{actions}</div>
      </section>
    </div>
  );
}
