/** Exact comparison of two decoded pictures. Pure; runs in Node and in the browser. */
import { regionsOf } from './compare/regions.ts';
import type { Region } from './pixmap/region.ts';

/** Decoded RGBA, 8 bits a channel, rows from top to bottom without padding. */
export interface PixelGrid {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

export interface PixelDiff {
  /** Size of the smallest rectangle both pictures fit in, top left corners together. */
  width: number;
  height: number;
  changedPixels: number;
  /** One byte a pixel of that rectangle, 1 where the pictures differ. */
  mask: Uint8Array;
  /** Rectangles that do not overlap and together hold every changed pixel. */
  regions: Region[];
}

/** Whole pixels as integers; copies only when the bytes are not aligned for that. */
function words({ data }: PixelGrid): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}

interface Compared {
  before: PixelGrid;
  after: PixelGrid;
  /** Where pixels do not count. */
  ignored?: readonly Region[];
}

/** A pixel that only one of the pictures has counts as changed; one that neither has does not. */
export function diffPixels({ before, after, ignored = [] }: Compared): PixelDiff {
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const sharedWidth = Math.min(before.width, after.width);
  const sharedHeight = Math.min(before.height, after.height);
  const mask = new Uint8Array(width * height);
  const left = words(before);
  const right = words(after);

  for (let y = 0; y < sharedHeight; y++) {
    const leftRow = y * before.width;
    const rightRow = y * after.width;
    const row = y * width;
    for (let x = 0; x < sharedWidth; x++) {
      if (left[leftRow + x] !== right[rightRow + x]) mask[row + x] = 1;
    }
  }
  for (const { width: ownWidth, height: ownHeight } of [before, after]) {
    for (let y = 0; y < ownHeight; y++) {
      const from = y < sharedHeight ? sharedWidth : 0;
      if (from < ownWidth) mask.fill(1, y * width + from, y * width + ownWidth);
    }
  }
  for (const area of ignored) {
    const left = Math.min(area.x, width);
    const right = Math.min(area.x + area.width, width);
    for (let y = area.y; y < Math.min(area.y + area.height, height); y++) {
      mask.fill(0, y * width + left, y * width + right);
    }
  }

  let changedPixels = 0;
  for (const changed of mask) changedPixels += changed;
  return { width, height, changedPixels, mask, regions: regionsOf({ mask, width }) };
}
