import type { Place } from '../../api/entities.ts';
import { useStored } from '../../ui/store.ts';
import type { Point, Size } from '../viewport/geometry.ts';
import type { Drag } from '../viewport/use-gestures.ts';
import type { Viewport } from '../viewport/viewport.ts';
import { type Pins, usePins } from './pins-context.ts';
import { placeBetween, type Side } from './place.ts';

/** What is to be seen at a point of a pane. */
export interface PinTarget {
  side: Side;
  size: Size;
  /** How far from the pixels of the later picture those of this one are. */
  offset: Point | undefined;
}

export interface PinDrag extends Drag {
  /** Pins the nearest pixel of a picture to a point of the pane. */
  pin(at: Point): void;
}

/** Pixels of the screen a finger may shake: what is drawn shorter is a point. */
export const slack = 8;

function createPinDrag(
  viewport: Viewport,
  targetAt: (at: Point) => PinTarget,
  { board, comment }: Pins,
): PinDrag {
  let begun: { at: Point; pixel: Point; target: PinTarget } | null = null;
  const pixelAt = (at: Point, { offset = { x: 0, y: 0 } }: PinTarget): Point => {
    const { x, y, zoom } = viewport.get();
    return { x: x + at.x / zoom + offset.x, y: y + at.y / zoom + offset.y };
  };
  const placeFrom = (pixel: Point, to: Point, { side, size }: PinTarget): Place =>
    placeBetween(side, { x: 0, y: 0, ...size }, pixel, to);
  const placeTo = (at: Point): Place | null => {
    if (begun === null) return null;
    const { pixel, target } = begun;
    const isShort = Math.hypot(at.x - begun.at.x, at.y - begun.at.y) < slack;
    return placeFrom(pixel, isShort ? pixel : pixelAt(at, target), target);
  };
  return {
    start(at) {
      const target = targetAt(at);
      const pixel = pixelAt(at, target);
      const { width, height } = target.size;
      if (pixel.x < 0 || pixel.y < 0 || pixel.x >= width || pixel.y >= height) return false;
      begun = { at, pixel, target };
      return true;
    },
    move(at) {
      const place = placeTo(at);
      if (place) board.draft.set({ place, isDrawn: false });
    },
    end(at) {
      const place = placeTo(at);
      if (place) comment(place);
    },
    cancel: () => board.draft.set(null),
    pin(at) {
      const target = targetAt(at);
      const pixel = pixelAt(at, target);
      comment(placeFrom(pixel, pixel, target));
    },
  };
}

/**
 * What pressing a pane does instead of moving it; null while nothing is pinned.
 * @param targetAt undefined for panes of pictures that nobody talks about
 */
export function usePinDrag(
  viewport: Viewport,
  targetAt: ((at: Point) => PinTarget) | undefined,
): PinDrag | null {
  const pins = usePins();
  const isPinning = useStored(pins.board.isPinning, (on) => on);
  return isPinning && targetAt ? createPinDrag(viewport, targetAt, pins) : null;
}
