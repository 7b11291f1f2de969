import type { CSSProperties, FocusEvent } from 'react';
import type { Point } from '../viewport/geometry.ts';
import { type Pin, stateOf, usePins } from './pins-context.ts';
import { placeWords } from './place.ts';
import './pins.css';

interface PinMarkProps {
  pin: Pin;
  /** Its place in what it lies on, in pixels of the picture. */
  at: Point;
  /** How wide that is; it stays within. */
  width: number;
}

/** The number of a thread at its place, as large at every zoom; leads to what was said. */
export function PinMark({ pin, at, width }: PinMarkProps) {
  const { board, chosen, open } = usePins();
  const { thread, number, place, words } = pin;
  function comeIntoSight({ currentTarget }: FocusEvent): void {
    const pane = currentTarget.closest('.pane')?.getBoundingClientRect();
    if (pane === undefined || !currentTarget.matches(':focus-visible')) return;
    const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
    const isInSight =
      left >= pane.left && right <= pane.right && top >= pane.top && bottom <= pane.bottom;
    if (!isInSight) board.sought.set({ place });
  }
  return (
    <button
      type="button"
      className="pin-mark number"
      data-state={stateOf(pin, chosen)}
      style={{ '--x': at.x, '--y': at.y, '--all': width } as CSSProperties}
      aria-label={`Comment ${number}, ${placeWords(place)}: ${words}`}
      title={words}
      onFocus={comeIntoSight}
      onClick={() => open(thread)}
    >
      {number}
    </button>
  );
}
