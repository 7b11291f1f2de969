import type { ReactNode } from 'react';
import { useStored } from '../../ui/store.ts';
import { background, isOwn } from './background.ts';
import './background.css';

interface BackedProps {
  /** Pixels. */
  size: { width: number; height: number };
  children: ReactNode;
}

/** Lays a picture on the chosen background. */
export function Backed({ size: { width, height }, children }: BackedProps) {
  const chosen = useStored(background, (value) => value);
  const own = isOwn(chosen);
  return (
    <div
      className={`backed background-${own ? 'own' : chosen}`}
      style={{ width, height, ...(own && { backgroundColor: chosen }) }}
    >
      {children}
    </div>
  );
}
