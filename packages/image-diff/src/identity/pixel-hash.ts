import { createHash } from 'node:crypto';
import type { Pixmap } from '../pixmap/pixmap.ts';

/**
 * Names a picture by what is seen: SHA-256 over width and height (unsigned 32 bit, little endian)
 * and the RGBA bytes, as lower-case hex. Independent of how the file was compressed.
 */
export function pixelHash({ width, height, rgba }: Pixmap): string {
  const size = Buffer.alloc(8);
  size.writeUInt32LE(width, 0);
  size.writeUInt32LE(height, 4);
  return createHash('sha256').update(size).update(rgba).digest('hex');
}
