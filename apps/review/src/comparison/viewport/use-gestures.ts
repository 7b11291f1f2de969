import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
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

/** What one finger does instead of moving the picture. Points are from the corner of the pane. */
export interface Drag {
  /** @returns whether it begins there */
  start(at: Point): boolean;
  move(at: Point): void;
  end(at: Point): void;
  /** A second finger came: both move and zoom. */
  cancel(): void;
}

/**
 * Moves and zooms with wheel, mouse, one finger and two.
 * @param drag taken over from the next press on
 */
export function useGestures(
  element: RefObject<HTMLElement | null>,
  viewport: Viewport,
  drag: Drag | null,
): void {
  const latestDrag = useRef(drag);
  useLayoutEffect(() => {
    latestDrag.current = drag;
  }, [drag]);
  useEffect(() => {
    const pane = element.current;
    if (pane === null) return;
    const leaving = new AbortController();
    const listen = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listener: (event: HTMLElementEventMap[Name]) => void,
    ) => pane.addEventListener(name, listener, { signal: leaving.signal, passive: false });
    const pointIn = (event: MouseEvent) => pointFromCorner(pane, event);

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
    let dragged: Drag | null = null;
    let stopGliding = () => {};
    leaving.signal.addEventListener('abort', () => stopGliding());
    listen('pointerdown', (event) => {
      if (event.button !== 0 || isControl(event.target)) return;
      stopGliding();
      thrown = { x: 0, y: 0, at: event.timeStamp };
      pane.setPointerCapture(event.pointerId);
      dragged?.cancel();
      const { current } = latestDrag;
      dragged = fingers.size === 0 && current?.start(pointIn(event)) ? current : null;
      fingers.set(event.pointerId, pointIn(event));
      if (dragged === null) pane.dataset.dragging = '';
    });
    listen('pointermove', (event) => {
      const from = fingers.get(event.pointerId);
      if (from === undefined) return;
      const to = pointIn(event);
      fingers.set(event.pointerId, to);
      const other = fingers.entries().find(([id]) => id !== event.pointerId)?.[1];
      if (dragged !== null) {
        dragged.move(to);
        return;
      }
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
      dragged = null;
      if (fingers.size === 0) delete pane.dataset.dragging;
    };
    listen('pointerup', (event) => {
      const ended = dragged;
      const wasOnly = fingers.size === 1 && fingers.has(event.pointerId);
      lift(event);
      if (ended !== null) {
        ended.end(pointIn(event));
        return;
      }
      const isThrown = event.timeStamp - thrown.at < restMs;
      if (wasOnly && isThrown && event.pointerType === 'touch' && !wantsLessMotion()) {
        stopGliding = glide(viewport, thrown);
      }
    });
    listen('pointercancel', (event) => {
      dragged?.cancel();
      lift(event);
    });
    return () => leaving.abort();
  }, [element, viewport]);
}

/** Where the pointer is, from the corner that planes begin at: inside the border. */
export function pointFromCorner(
  pane: Element,
  { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>,
): Point {
  const { left, top } = pane.getBoundingClientRect();
  return { x: clientX - left - pane.clientLeft, y: clientY - top - pane.clientTop };
}

/** What lies in a pane and is used itself. */
const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, button, a') !== null;
