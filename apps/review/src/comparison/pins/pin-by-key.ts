import type { KeyboardEvent } from 'react';
import { type Inspector, inspecting } from '../inspector/inspector.ts';
import type { Viewport } from '../viewport/viewport.ts';
import type { PinDrag } from './use-pin-drag.ts';

/** Enter in a pane pins the pixel that is inspected, or what is in the middle of it. */
export function pinByKey(
  event: KeyboardEvent,
  drag: PinDrag,
  viewport: Viewport,
  inspector: Inspector,
): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  const { x, y, zoom, pane } = viewport.get();
  const pixel = inspecting.get() ? inspector.get() : null;
  drag.pin(
    pixel === null
      ? { x: pane.width / 2, y: pane.height / 2 }
      : { x: (pixel.x + 0.5 - x) * zoom, y: (pixel.y + 0.5 - y) * zoom },
  );
}
