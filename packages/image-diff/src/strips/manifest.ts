/** The list of the strips of a picture. */
import { createHash } from 'node:crypto';
import type { StripShape } from './strip.ts';

export interface ManifestStrip extends Pick<StripShape, 'rows' | 'channels'> {
  /** 32 bytes. */
  digest: Uint8Array;
}

export interface Manifest {
  width: number;
  height: number;
  /** From the top; their rows together are the picture's. */
  strips: ManifestStrip[];
}

/**
 * Names a picture by what is seen: SHA-256 over width and height (unsigned 32 bits, little endian), and
 * rows (unsigned 32 bits) and digest of each strip, as lower-case hex. The cuts follow from the pixels,
 * so equal pixels have equal names, whatever file they came in.
 */
export function pixelHashOf({ width, height, strips }: Manifest): string {
  const hash = createHash('sha256');
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(width, 0);
  numbers.writeUInt32LE(height, 4);
  hash.update(numbers);
  for (const { rows, digest } of strips) {
    numbers.writeUInt32LE(rows, 0);
    hash.update(numbers.subarray(0, 4)).update(digest);
  }
  return hash.digest('hex');
}
