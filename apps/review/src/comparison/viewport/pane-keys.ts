import type { KeyboardEvent } from 'react';
import type { Point } from './geometry.ts';
import type { Viewport, ViewportState } from './viewport.ts';

/** Pixels of the screen. */
const step = 48;

/** How far a key moves; null for keys that do not. */
function wayOf(key: string, far: boolean, { pane, content, zoom }: ViewportState): Point | null {
  const across = far ? pane.width / 2 : step;
  const down = far ? pane.height / 2 : step;
  switch (key) {
    case 'ArrowLeft':
      return { x: -across, y: 0 };
    case 'ArrowRight':
      return { x: across, y: 0 };
    case 'ArrowUp':
      return { x: 0, y: -down };
    case 'ArrowDown':
      return { x: 0, y: down };
    case 'PageUp':
      return { x: 0, y: -pane.height * 0.9 };
    case 'PageDown':
      return { x: 0, y: pane.height * 0.9 };
    case 'Home':
      return { x: 0, y: -content.height * zoom };
    case 'End':
      return { x: 0, y: content.height * zoom };
    default:
      return null;
  }
}

/** Moves by arrow keys, and by pages, while the pane has the focus; with Shift, by half a pane. */
export function moveByKey(event: KeyboardEvent, viewport: Viewport): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const way = wayOf(event.key, event.shiftKey, viewport.get());
  if (way === null) return;
  event.preventDefault();
  viewport.panBy(way);
}
