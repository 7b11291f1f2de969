import { type RefObject, useEffect, useRef } from 'react';
import { wantsLessMotion } from '../../ui/less-motion.ts';
import type { Viewport } from '../viewport/viewport.ts';
import { directionOf, followed, landing, type Pull } from './turn-rules.ts';

export interface Turns {
  /** Null where there is none. */
  next: (() => void) | null;
  previous: (() => void) | null;
}

/** As in the style sheets: where list and change are two steps. */
const phone = matchMedia('(max-width: 720px)');

/** What a finger moves itself. */
const moved = 'input, select, textarea, [contenteditable], .minimap';

/** Whether something under the finger, within an element, goes sideways by itself. */
function isMoved(target: EventTarget | null, within: HTMLElement, viewport: Viewport): boolean {
  if (!(target instanceof Element) || target.closest(moved)) return true;
  const { content, pane, zoom } = viewport.get();
  if (target.closest('.pane') && content.width * zoom > pane.width) return true;
  for (let at: Element | null = target; at !== null && at !== within; at = at.parentElement) {
    const isWider = at.scrollWidth > at.clientWidth + 1;
    if (isWider && /auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
  }
  return false;
}

const leaving: KeyframeAnimationOptions = { duration: 110, easing: 'ease-in' };
const arriving: KeyframeAnimationOptions = {
  duration: 170,
  easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)',
};

const moveTo = (x: number) => `translateX(${x}px)`;

/** On a phone, a finger that goes sideways takes the element along, and leads to its neighbours. */
export function useTurns(
  element: RefObject<HTMLElement | null>,
  viewport: Viewport,
  turns: Turns,
): void {
  const now = useRef(turns);
  useEffect(() => {
    now.current = turns;
  }, [turns]);

  useEffect(() => {
    const page = element.current;
    if (page === null) return;
    const ending = new AbortController();
    const { signal } = ending;
    let from: { id: number; x: number; y: number } | null = null;
    let isTurning = false;
    let last = { x: 0, at: 0 };
    let pull: Pull = { by: 0, speed: 0 };

    function place(x: number | null): void {
      if (page === null) return;
      page.style.transform = x === null ? '' : moveTo(x);
      if (x === null || x === 0) delete page.dataset.turning;
      else page.dataset.turning = x < 0 ? 'next' : 'previous';
    }
    function giveUp(): void {
      from = null;
      isTurning = false;
    }
    function slide(keyframes: Keyframe[], options: KeyframeAnimationOptions): Promise<unknown> {
      if (page === null || wantsLessMotion()) return Promise.resolve();
      return page.animate(keyframes, options).finished;
    }
    /** From where the finger left it: away and on, or back. */
    async function settle(): Promise<void> {
      if (page === null) return;
      const width = page.clientWidth;
      const way = landing(pull, width);
      const turn = way === 1 ? now.current.next : way === -1 ? now.current.previous : null;
      const at = page.style.transform;
      if (turn === null) {
        place(null);
        await slide([{ transform: at }, { transform: moveTo(0) }], arriving);
        return;
      }
      await slide([{ transform: at }, { transform: moveTo(-way * width) }], leaving);
      place(null);
      turn();
      await slide([{ transform: moveTo(way * width * 0.3), opacity: 0 }, {}], arriving);
    }
    const settled = () => {
      settle().catch((error: unknown) => {
        // Another finger came meanwhile.
        if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
      });
    };

    page.addEventListener(
      'touchstart',
      (event) => {
        const [touch, ...others] = event.touches;
        if (isTurning && others.length > 0) {
          pull = { by: 0, speed: 0 };
          settled();
        }
        giveUp();
        if (!phone.matches || touch === undefined || others.length > 0) return;
        if (isMoved(event.target, page, viewport)) return;
        for (const animation of page.getAnimations()) animation.cancel();
        from = { id: touch.identifier, x: touch.clientX, y: touch.clientY };
        last = { x: touch.clientX, at: event.timeStamp };
        pull = { by: 0, speed: 0 };
      },
      { passive: true, signal },
    );
    page.addEventListener(
      'touchmove',
      (event) => {
        const touch = [...event.changedTouches].find(({ identifier }) => identifier === from?.id);
        if (from === null || touch === undefined) return;
        const by = touch.clientX - from.x;
        if (!isTurning) {
          const direction = directionOf(by, touch.clientY - from.y);
          if (direction === 'other') giveUp();
          isTurning = direction === 'sideways';
        }
        if (!isTurning) return;
        // Nothing scrolls, and the browser does not go back in its history.
        event.preventDefault();
        const passed = Math.max(1, event.timeStamp - last.at);
        pull = { by, speed: (touch.clientX - last.x) / passed };
        last = { x: touch.clientX, at: event.timeStamp };
        const { next, previous } = now.current;
        place(followed(by, (by < 0 ? next : previous) !== null));
      },
      { passive: false, signal },
    );
    const lift = (event: TouchEvent) => {
      if (isTurning && from !== null) {
        // A finger that rested before it let go throws nothing.
        if (event.timeStamp - last.at > 80) pull = { ...pull, speed: 0 };
        if (event.type === 'touchcancel') pull = { by: 0, speed: 0 };
        settled();
      }
      giveUp();
    };
    page.addEventListener('touchend', lift, { signal });
    page.addEventListener('touchcancel', lift, { signal });
    // A picture under the finger stays where it is.
    const hold = (event: PointerEvent) => isTurning && event.stopPropagation();
    page.addEventListener('pointermove', hold, { capture: true, signal });
    return () => ending.abort();
  }, [element, viewport]);
}
