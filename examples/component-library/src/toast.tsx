import type { ReactNode } from 'react';
import './toast.css';

export function Toast({ tone, children }: { tone: 'good' | 'warn' | 'bad'; children: ReactNode }) {
  return (
    <div className={`toast toast-${tone}`} role="status">
      <span className="toast-dot" />
      {children}
    </div>
  );
}
