import type { KeyboardEvent } from 'react';
import { type Inspector, inspecting } from './inspector.ts';

/** Pixels one press moves with Shift. */
const far = 10;

const ways: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Arrow keys go from pixel to pixel while the inspector is on. */
export function inspectByKey(event: KeyboardEvent, inspector: Inspector): void {
  const way = ways[event.key];
  if (way === undefined || !inspecting.get()) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const steps = event.shiftKey ? far : 1;
  inspector.step({ x: way.x * steps, y: way.y * steps });
}
