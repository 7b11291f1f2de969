import type { CSSProperties, ReactNode } from 'react';

const sheet: CSSProperties = {
  display: 'grid',
  gap: '1rem',
  padding: '1rem',
  justifyItems: 'start',
};
const row: CSSProperties = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: '0.75rem',
  alignItems: 'center',
};

/** Blocks below each other, with room around them. */
export const Sheet = ({ children }: { children: ReactNode }) => <div style={sheet}>{children}</div>;

/** Blocks beside each other. */
export const Row = ({ children }: { children: ReactNode }) => <div style={row}>{children}</div>;
