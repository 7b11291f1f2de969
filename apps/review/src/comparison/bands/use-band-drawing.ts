import { type PointerEvent, useRef } from 'react';
import { useStored } from '../../ui/store.ts';
import { usePins } from '../pins/pins-context.ts';
import { placeBetween } from '../pins/place.ts';
import { slack } from '../pins/use-pin-drag.ts';
import type { Point, Size } from '../viewport/geometry.ts';
import type { PinnedRows } from './band-frames.tsx';

/**
 * Draws on the rows of a band what a comment is about; what it answers belongs on their element.
 * @param rows undefined where the picture has none
 * @param size of the whole picture
 */
export function useBandDrawing(rows: PinnedRows | undefined, size: Size) {
  const { board, comment } = usePins();
  const isPinning = useStored(board.isPinning, (on) => on);
  const begun = useRef<{ x: number; y: number; pixel: Point } | null>(null);
  if (!isPinning || rows === undefined) return {};
  const { side } = rows;
  const { y, height } = rows.rows;
  const pixelAt = ({ clientX, clientY, currentTarget }: PointerEvent): Point => {
    const box = currentTarget.getBoundingClientRect();
    return {
      x: ((clientX - box.left) / box.width) * size.width,
      y: y + ((clientY - box.top) / box.height) * height,
    };
  };
  const placeTo = (event: PointerEvent) => {
    if (begun.current === null) return null;
    const { pixel } = begun.current;
    const isShort =
      Math.hypot(event.clientX - begun.current.x, event.clientY - begun.current.y) < slack;
    const bounds = { x: 0, y, width: size.width, height };
    return placeBetween(side, bounds, pixel, isShort ? pixel : pixelAt(event));
  };
  return {
    'data-drawing': '',
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      begun.current = { x: event.clientX, y: event.clientY, pixel: pixelAt(event) };
    },
    onPointerMove(event: PointerEvent) {
      const place = placeTo(event);
      if (place) board.draft.set({ place, isDrawn: false });
    },
    onPointerUp(event: PointerEvent) {
      const place = placeTo(event);
      begun.current = null;
      if (place) comment(place);
    },
    onPointerCancel() {
      begun.current = null;
      board.draft.set(null);
    },
  };
}
