/** Which pixel is looked at; a finger moves it faster than React renders. */
import { createRemembered } from '../../ui/remembered.ts';
import { createStore, type Store } from '../../ui/store.ts';
import type { Point } from '../viewport/geometry.ts';
import { gridFrom } from '../viewport/pixel-grid.tsx';
import type { Viewport } from '../viewport/viewport.ts';

/** Whether pixels are inspected also from far away, and the arrow keys move from one to the next. */
export const inspecting = createRemembered('twinlens.inspector', (text) => text === 'true');

export interface Inspector extends Pick<Store<Point | null>, 'get' | 'subscribe'> {
  /** @param at in a pane, from its corner; null when the pointer left */
  point(at: Point | null): void;
  /** By whole pixels of the picture; keeps it in sight. */
  step(by: Point): void;
  /** To the middle of what is in sight. */
  start(): void;
}

export function createInspector(viewport: Viewport): Inspector {
  const pixel = createStore<Point | null>(null);
  const set = (next: Point | null) => {
    const now = pixel.get();
    if (next !== null && now?.x === next.x && now.y === next.y) return;
    pixel.set(next);
  };
  const pixelAt = (at: Point): Point => {
    const { x, y, zoom } = viewport.get();
    return { x: Math.floor(x + at.x / zoom), y: Math.floor(y + at.y / zoom) };
  };
  const middle = () => {
    const { width, height } = viewport.get().pane;
    return pixelAt({ x: width / 2, y: height / 2 });
  };
  return {
    get: pixel.get,
    subscribe: pixel.subscribe,
    point(at) {
      if (at !== null) set(pixelAt(at));
      else if (!inspecting.get()) set(null);
    },
    step(by) {
      const { content, pane, zoom, x, y } = viewport.get();
      const from = pixel.get() ?? middle();
      const to = {
        x: Math.min(content.width - 1, Math.max(0, from.x + by.x)),
        y: Math.min(content.height - 1, Math.max(0, from.y + by.y)),
      };
      set(to);
      const beyond = (at: number, first: number, seen: number) =>
        at < first ? at - first : Math.max(0, at + 1 - first - seen);
      viewport.panBy({
        x: beyond(to.x, x, pane.width / zoom) * zoom,
        y: beyond(to.y, y, pane.height / zoom) * zoom,
      });
    },
    start: () => set(middle()),
  };
}

export function toggleInspector(inspector: Inspector): void {
  inspecting.set(!inspecting.get());
  if (inspecting.get() && inspector.get() === null) inspector.start();
}

/** Close enough to tell pixels apart. */
export const isClose = ({ zoom }: { zoom: number }) => zoom >= gridFrom;
