import type { Region } from '../pixmap/region.ts';
import { delayMs } from '../png/apng-frames.ts';
import { type ApngLimits, defaultApngLimits, readApng } from '../png/read-apng.ts';
import { cutPicture, type OnContent } from '../strips/cut-picture.ts';
import { type Manifest, pixelHashOf } from '../strips/manifest.ts';
import { readerOfPng, readerWithoutAreas } from '../strips/row-reader.ts';
import { animationHash } from './animation-hash.ts';

/** What a picture is, by what is seen of it. */
export interface PictureIdentity {
  pixelHash: string;
  width: number;
  height: number;
  /** Of a still: how it is cut, with all that is seen of it. */
  manifest?: Manifest;
  /** Of an animation only. */
  animation?: {
    frameCount: number;
    /** How long all frames together are shown, once; whole milliseconds. */
    durationMs: number;
  };
}

interface Identifying {
  /** Areas that do not count. */
  ignored?: readonly Region[];
  limits?: ApngLimits;
  /** Of a still: called for each strip of its manifest, in their order. */
  onContent?: OnContent;
}

/**
 * Decodes a picture, still or animated, and names it by what counts of it.
 * @throws PngError
 */
export function identifyPicture(
  png: Uint8Array,
  { ignored = [], limits = defaultApngLimits, onContent }: Identifying = {},
): PictureIdentity {
  const animation = readApng(png, limits);
  if (!animation) {
    const manifest = cutPicture(readerOfPng(png, limits), onContent);
    const { width, height } = manifest;
    const counting =
      ignored.length === 0
        ? manifest
        : cutPicture(readerWithoutAreas(readerOfPng(png, limits), ignored));
    return { pixelHash: pixelHashOf(counting), width, height, manifest };
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
