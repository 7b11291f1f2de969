import { inflateSync } from 'node:zlib';
import { PngError, type PngParts, PngTooLargeError, readPngParts } from './png-chunks.ts';
import { unfilter } from './png-unfilter.ts';

/** A decoded picture: rows from the top, four bytes a pixel, alpha not multiplied in. */
export interface Pixmap {
  width: number;
  height: number;
  rgba: Uint8Array;
}

export interface PngLimits {
  /** Most pixels (width times height) a picture may have. */
  maxPixels: number;
}

const defaultLimits: PngLimits = { maxPixels: 64_000_000 };

function inflate(parts: PngParts): Buffer {
  const size = parts.height * (parts.width * parts.channels + 1);
  let raw: Buffer;
  try {
    // One output chunk of the final size: several times faster than growing 16 KB at a time.
    raw = inflateSync(parts.data, { chunkSize: Math.max(64, size), maxOutputLength: size });
  } catch (cause) {
    throw new PngError('the PNG is damaged: its pixels cannot be decompressed', { cause });
  }
  if (raw.length !== size) throw new PngError('the PNG is damaged: pixels are missing');
  return raw;
}

function toRgba(raw: Uint8Array, { width, height, channels }: PngParts): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  const stride = width * channels + 1;
  if (channels === 4) {
    for (let y = 0; y < height; y++) {
      rgba.set(raw.subarray(y * stride + 1, (y + 1) * stride), y * width * 4);
    }
    return rgba;
  }
  let to = 0;
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * stride;
    for (let from = y * stride + 1; from < end; from += 3) {
      rgba[to] = raw[from] as number;
      rgba[to + 1] = raw[from + 1] as number;
      rgba[to + 2] = raw[from + 2] as number;
      rgba[to + 3] = 255;
      to += 4;
    }
  }
  return rgba;
}

/**
 * Decodes an 8-bit RGB or RGBA PNG, the kinds browsers write. Memory stays within what the header
 * promises, and the header is checked against `limits` first.
 * @throws PngError
 */
export function decodePng(png: Uint8Array, limits: PngLimits = defaultLimits): Pixmap {
  const parts = readPngParts(png);
  const { width, height } = parts;
  if (width === 0 || height === 0) throw new PngError('the PNG has no pixels');
  if (width * height > limits.maxPixels) {
    throw new PngTooLargeError(
      `the PNG has ${width} x ${height} pixels; at most ${limits.maxPixels} pixels are allowed`,
    );
  }
  const raw = inflate(parts);
  unfilter(raw, width * parts.channels, height, parts.channels);
  return { width, height, rgba: toRgba(raw, parts) };
}
