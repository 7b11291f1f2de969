/** What a finger threw goes on for a while. */
import type { Point } from './geometry.ts';
import type { Viewport } from './viewport.ts';

/** Share of the speed that is left after a millisecond. */
const kept = 0.996;

/** Pixels a millisecond: what is slower was put there, not thrown, or has come to rest. */
const slowest = 0.05;

/**
 * @param speed in pixels of the screen a millisecond
 * @returns stops it
 */
export function glide(viewport: Viewport, speed: Point): () => void {
  let { x, y } = speed;
  let last = performance.now();
  let frame = 0;
  const step = (now: number) => {
    const passed = now - last;
    last = now;
    x *= kept ** passed;
    y *= kept ** passed;
    const isMoving = Math.hypot(x, y) > slowest && viewport.panBy({ x: x * passed, y: y * passed });
    if (isMoving) frame = requestAnimationFrame(step);
  };
  if (Math.hypot(x, y) > slowest) frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
