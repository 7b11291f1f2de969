import { type RefObject, useEffect } from 'react';
import { wantsLessMotion } from '../../ui/less-motion.ts';
import type { Point } from './geometry.ts';
import { glide } from './glide.ts';
import type { Viewport } from './viewport.ts';

/** Times closer for one pixel that a wheel turns. */
const wheelZoom = 1.0035;

/** Pixels a wheel moves where it counts in lines, as that of a mouse does in some browsers. */
const lineHeight = 32;

/** Milliseconds after which a finger that stands still lets go of nothing. */
const restMs = 60;

/** Moves and zooms with wheel, mouse, one finger and two. */
export function useGestures(element: RefObject<HTMLElement | null>, viewport: Viewport): void {
  useEffect(() => {
    const pane = element.current;
    if (pane === null) return;
    const leaving = new AbortController();
    const listen = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listener: (event: HTMLElementEventMap[Name]) => void,
    ) => pane.addEventListener(name, listener, { signal: leaving.signal, passive: false });
    const pointIn = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top } = pane.getBoundingClientRect();
      return { x: clientX - left, y: clientY - top };
    };

    listen('wheel', (event) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const factor = wheelZoom ** (-event.deltaY * unit);
        viewport.zoomTo(viewport.get().zoom * factor, pointIn(event));
        return;
      }
      const [across, down] = event.shiftKey
        ? [event.deltaY + event.deltaX, 0]
        : [event.deltaX, event.deltaY];
      // At its end, what is around the pane scrolls.
      if (viewport.panBy({ x: across * unit, y: down * unit })) event.preventDefault();
    });

    const fingers = new Map<number, Point>();
    /** How fast the only finger moves the picture, and since when that is known. */
    let thrown = { x: 0, y: 0, at: 0 };
    let stopGliding = () => {};
    leaving.signal.addEventListener('abort', () => stopGliding());
    listen('pointerdown', (event) => {
      if (event.button !== 0 || isControl(event.target)) return;
      stopGliding();
      thrown = { x: 0, y: 0, at: event.timeStamp };
      pane.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, pointIn(event));
      pane.dataset.dragging = '';
    });
    listen('pointermove', (event) => {
      const from = fingers.get(event.pointerId);
      if (from === undefined) return;
      const to = pointIn(event);
      fingers.set(event.pointerId, to);
      const other = fingers.entries().find(([id]) => id !== event.pointerId)?.[1];
      if (other === undefined) {
        const by = { x: from.x - to.x, y: from.y - to.y };
        const passed = Math.max(1, event.timeStamp - thrown.at);
        thrown = { x: by.x / passed, y: by.y / passed, at: event.timeStamp };
        viewport.panBy(by);
        return;
      }
      viewport.panBy({ x: (from.x - to.x) / 2, y: (from.y - to.y) / 2 });
      const apart = (one: Point) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
      const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
      viewport.zoomTo((viewport.get().zoom * apart(to)) / apart(from), middle);
    });
    const lift = (event: PointerEvent) => {
      fingers.delete(event.pointerId);
      if (fingers.size === 0) delete pane.dataset.dragging;
    };
    listen('pointerup', (event) => {
      const wasOnly = fingers.size === 1 && fingers.has(event.pointerId);
      lift(event);
      const isThrown = event.timeStamp - thrown.at < restMs;
      if (wasOnly && isThrown && event.pointerType === 'touch' && !wantsLessMotion()) {
        stopGliding = glide(viewport, thrown);
      }
    });
    listen('pointercancel', lift);
    return () => leaving.abort();
  }, [element, viewport]);
}

/** What lies in a pane and is used itself. */
const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, button, a') !== null;
