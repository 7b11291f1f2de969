import type { ReactNode } from 'react';
import { inspectByKey } from '../inspector/inspector-keys.ts';
import { pinByKey } from '../pins/pin-by-key.ts';
import type { Side } from '../pins/place.ts';
import { usePinDrag } from '../pins/use-pin-drag.ts';
import type { Point } from '../viewport/geometry.ts';
import { Pane } from '../viewport/pane.tsx';
import type { Look } from './look.ts';

interface LookPaneProps {
  look: Look;
  label: string;
  /** Which picture is to be seen at a point of the pane; undefined for pictures that are not compared. */
  sideAt?: ((at: Point) => Side) | undefined;
  children: ReactNode;
}

/** A pane of a mode: what is pointed at in it is inspected. */
export function LookPane({ look, label, sideAt, children }: LookPaneProps) {
  const { viewport, inspector, regions } = look;
  const drag = usePinDrag(
    viewport,
    sideAt &&
      ((at) => {
        const side = sideAt(at);
        const offset = side === 'before' ? regions.offset : undefined;
        return { side, size: look[side].size, offset };
      }),
  );
  return (
    <Pane
      viewport={viewport}
      label={label}
      onPoint={inspector.point}
      onKeyDown={(event) => {
        inspectByKey(event, inspector);
        if (drag) pinByKey(event, drag, viewport, inspector);
      }}
      drag={drag}
    >
      {children}
    </Pane>
  );
}
