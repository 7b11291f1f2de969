import type { Region } from '../pixmap/region.ts';
import { withoutAreas } from '../pixmap/without-areas.ts';
import { delayMs } from '../png/apng-frames.ts';
import { decodePng } from '../png/decode-png.ts';
import { type ApngLimits, defaultApngLimits, readApng } from '../png/read-apng.ts';
import { animationHash } from './animation-hash.ts';
import { pixelHash } from './pixel-hash.ts';

/** What a picture is, by what is seen of it. */
export interface PictureIdentity {
  pixelHash: string;
  width: number;
  height: number;
  /** Of an animation only. */
  animation?: {
    frameCount: number;
    /** How long all frames together are shown, once; whole milliseconds. */
    durationMs: number;
  };
}

/**
 * Decodes a picture, still or animated, and names it by what counts of it.
 * @param ignored Areas that do not count.
 * @throws PngError
 */
export function identifyPicture(
  png: Uint8Array,
  {
    ignored = [],
    limits = defaultApngLimits,
  }: { ignored?: readonly Region[]; limits?: ApngLimits } = {},
): PictureIdentity {
  const animation = readApng(png, limits);
  if (!animation) {
    const pixels = withoutAreas(decodePng(png, limits), ignored);
    return { pixelHash: pixelHash(pixels), width: pixels.width, height: pixels.height };
  }
  const { width, height, frames } = animation;
  const durationMs = Math.round(frames.reduce((sum, frame) => sum + delayMs(frame), 0));
  return {
    pixelHash: animationHash(animation, ignored),
    width,
    height,
    animation: { frameCount: frames.length, durationMs },
  };
}
