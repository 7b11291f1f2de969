import { createHash } from 'node:crypto';
import type { Region } from '../pixmap/region.ts';
import { withoutAreas } from '../pixmap/without-areas.ts';
import type { AnimatedPicture } from '../png/read-apng.ts';

/** No picture has this size: the name of a still is never made of the same bytes. */
const noSize = Buffer.alloc(8);

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/**
 * Names an animation by what is seen: SHA-256 over eight zero bytes, then width, height, plays and the
 * number of frames (unsigned 32 bit, little endian), then for each frame numerator and denominator of
 * its delay in lowest terms (unsigned 16 bit, little endian) and the RGBA bytes of the whole canvas;
 * as lower-case hex. Independent of how the file was compressed, or its frames cut.
 * @param ignored Areas that do not count, in any frame.
 * @throws PngError where a frame cannot be decompressed.
 */
export function animationHash(animation: AnimatedPicture, ignored: readonly Region[]): string {
  const { width, height, plays, frames } = animation;
  const hash = createHash('sha256').update(noSize);
  const head = Buffer.alloc(16);
  for (const [index, value] of [width, height, plays, frames.length].entries()) {
    head.writeUInt32LE(value, index * 4);
  }
  hash.update(head);
  let index = 0;
  for (const picture of animation.pictures()) {
    const { numerator = 0, denominator = 1 } = frames[index++]?.delay ?? {};
    const common = divisor(numerator, denominator);
    const delay = Buffer.alloc(4);
    delay.writeUInt16LE(numerator / common, 0);
    delay.writeUInt16LE(denominator / common, 2);
    hash.update(delay).update(withoutAreas(picture, ignored).rgba);
  }
  return hash.digest('hex');
}
