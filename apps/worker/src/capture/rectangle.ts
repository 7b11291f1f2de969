import type { Rectangle, Size } from '@twinlens/browser';
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
  const maxHeight = payload.maxHeight ?? defaultMaxHeight;
  const maxWidth = Math.min(payload.maxWidth ?? maxHeight, 16_384);
  const x = Math.max(0, Math.floor(box?.left ?? 0));
  const y = Math.max(0, Math.floor(box?.top ?? 0));
  const width = Math.max(1, Math.min(Math.ceil(box?.right ?? 0) - x, maxWidth));
  const scale = payload.deviceScaleFactor ?? 1;
  const tallest = Math.floor(
    Math.min(maxHeight, 65_535 / scale, limits.maxPixels / (width * scale ** 2)),
  );
  const height = Math.max(1, Math.min(Math.ceil(box?.bottom ?? 0) - y, tallest));
  return { x, y, width, height };
}
