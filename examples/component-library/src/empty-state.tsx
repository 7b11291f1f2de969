import type { ReactNode } from 'react';
import drawing from './assets/lighthouse.svg';
import './empty-state.css';

export interface EmptyStateProps {
  title: string;
  children: ReactNode;
  action: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <section className="empty-state">
      <img src={drawing} alt="" width={140} height={140} />
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </section>
  );
}
