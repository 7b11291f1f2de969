/** The list of the strips of a picture. */
import { hash } from 'node:crypto';
import { fewestRows, mostRows } from './boundaries.ts';
import { StripError, type StripShape } from './strip.ts';

/** Pixels on a side. */
const maxSide = 65_535;

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

/** Bytes that are hashed: of the size, and of each strip. */
const sizeBytes = 8;
const stripBytes = 4 + 32;

/**
 * Names a picture by what is seen: SHA-256 over width and height (unsigned 32 bits, little endian), and
 * rows (unsigned 32 bits) and digest of each strip, as lower-case hex. The cuts follow from the pixels,
 * so equal pixels have equal names, whatever file they came in.
 */
export function pixelHashOf({ width, height, strips }: Manifest): string {
  const bytes = Buffer.alloc(sizeBytes + strips.length * stripBytes);
  bytes.writeUInt32LE(width, 0);
  bytes.writeUInt32LE(height, 4);
  for (const [index, { rows, digest }] of strips.entries()) {
    const at = sizeBytes + index * stripBytes;
    bytes.writeUInt32LE(rows, at);
    bytes.set(digest, at + 4);
  }
  return hash('sha256', bytes, 'hex');
}

/** @throws StripError where there can be no such picture, or it has more than `maxPixels` */
export function requirePossible(manifest: Manifest, maxPixels: number): void {
  const { width, height, strips } = manifest;
  if (!(width >= 1 && height >= 1 && width <= maxSide && height <= maxSide)) {
    throw new StripError(`there are no pictures of ${width} x ${height} pixels`);
  }
  if (width * height > maxPixels) {
    throw new StripError(
      `the picture has ${width} x ${height} pixels; at most ${maxPixels} pixels are allowed`,
    );
  }
  for (const [index, { rows }] of strips.entries()) {
    const fewest = index === strips.length - 1 ? 1 : fewestRows;
    if (!Number.isInteger(rows) || rows < fewest || rows > mostRows) {
      throw new StripError(`strip ${index} has ${rows} rows: it was not cut as strips are`);
    }
  }
  const rows = strips.reduce((sum, strip) => sum + strip.rows, 0);
  if (rows !== height) {
    throw new StripError(`the strips have ${rows} rows together, the picture has ${height}`);
  }
}
