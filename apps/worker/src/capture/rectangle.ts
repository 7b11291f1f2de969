import type { Rectangle, Size } from '@twinlens/browser';
import type { Area } from '../picture/messages.ts';
import type { Box } from './in-page/measure.ts';
import type { CaptureJob } from './job.ts';
import { type CaptureLimits, defaultMaxHeight } from './limits.ts';

type Payload = CaptureJob['payload'];

/** The viewport a payload asks for. */
export function viewportOf(payload: Payload): Size {
  const [width = 0, height = 0] = payload.viewport.split('x').map(Number);
  const clamp = (pixels: number): number => Math.min(4000, Math.max(1, pixels));
  return { width: clamp(width), height: clamp(height) };
}

/**
 * The rectangle to capture: the box of the content, rounded outwards, cut off at the limits of the
 * payload and of the worker. Content that shows nothing gets one pixel: an empty picture is a
 * result, and a missing one would read as a deleted example.
 */
export function rectangleOf(box: Box | null, payload: Payload, limits: CaptureLimits): Rectangle {
  const scale = payload.deviceScaleFactor ?? 1;
  const maxHeight = payload.maxHeight ?? defaultMaxHeight;
  const maxWidth = Math.min(payload.maxWidth ?? maxHeight, Math.floor(16_384 / scale));
  const x = Math.max(0, Math.floor(box?.left ?? 0));
  const y = Math.max(0, Math.floor(box?.top ?? 0));
  const width = Math.max(1, Math.min(Math.ceil(box?.right ?? 0) - x, maxWidth));
  const tallest = Math.min(
    maxHeight,
    Math.floor(65_535 / scale),
    Math.floor(limits.maxPixels / (width * scale * scale)),
  );
  const height = Math.max(1, Math.min(Math.ceil(box?.bottom ?? 0) - y, tallest));
  return { x, y, width, height };
}

/** Boxes as areas of the picture of a rectangle, in its pixels; those that are not in it are left out. */
export function areasOf(boxes: readonly Box[], rectangle: Rectangle, payload: Payload): Area[] {
  const scale = payload.deviceScaleFactor ?? 1;
  return boxes.flatMap((box) => {
    const left = Math.max(0, Math.floor((box.left - rectangle.x) * scale));
    const top = Math.max(0, Math.floor((box.top - rectangle.y) * scale));
    const right = Math.min(rectangle.width * scale, Math.ceil((box.right - rectangle.x) * scale));
    const bottom = Math.min(
      rectangle.height * scale,
      Math.ceil((box.bottom - rectangle.y) * scale),
    );
    if (left >= right || top >= bottom) return [];
    return [{ x: left, y: top, width: Math.ceil(right - left), height: Math.ceil(bottom - top) }];
  });
}
