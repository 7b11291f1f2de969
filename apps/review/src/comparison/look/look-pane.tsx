import type { ReactNode } from 'react';
import { inspectByKey } from '../inspector/inspector-keys.ts';
import { Pane } from '../viewport/pane.tsx';
import type { Look } from './look.ts';

interface LookPaneProps {
  look: Look;
  label: string;
  children: ReactNode;
}

/** A pane of a mode: what is pointed at in it is inspected. */
export function LookPane({ look: { viewport, inspector }, label, children }: LookPaneProps) {
  return (
    <Pane
      viewport={viewport}
      label={label}
      onPoint={inspector.point}
      onKeyDown={(event) => inspectByKey(event, inspector)}
    >
      {children}
    </Pane>
  );
}
