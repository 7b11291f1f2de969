import { inflateSync } from 'node:zlib';
import { withKernel } from '../kernel/kernel.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import { isPlain, PlainRows } from './plain-rows.ts';
import { PngError, type PngParts, PngTooLargeError, readPngParts } from './png-chunks.ts';
import { type Pass, passesOf } from './png-interlace.ts';
import { paintPaletteRow, paletteOf } from './png-palette.ts';
import { bitsPerPixel, layoutOf, paintSampleRow } from './png-samples.ts';
import { unfilter } from './png-unfilter.ts';

export interface PngLimits {
  /**
   * Most pixels (width times height) a picture may have. With 16 bits a sample it may have fewer, as
   * it needs no more memory than one with 8 bits.
   */
  maxPixels: number;
}

export const defaultLimits: PngLimits = { maxPixels: 64_000_000 };

/** Bytes of one row of a pass, without the byte that names its filter. */
function strideOf(parts: PngParts, pass: Pass): number {
  return Math.ceil((pass.width * bitsPerPixel(parts)) / 8);
}

function inflate(parts: PngParts, size: number): Buffer {
  let raw: Buffer;
  try {
    // One output chunk of the final size: several times faster than growing 16 KB at a time. When it is
    // full to the last byte, another one is allocated.
    raw = inflateSync(parts.data, { chunkSize: size + 64, maxOutputLength: size });
  } catch (cause) {
    throw new PngError('the PNG is damaged: its pixels cannot be decompressed', { cause });
  }
  if (raw.length !== size) throw new PngError('the PNG is damaged: pixels are missing');
  return raw;
}

/** Writes the rows of one pass, unfiltered, to their places in the picture. */
type Paint = (raw: Uint8Array, stride: number, pass: Pass, rgba: Uint8Array) => void;

function painterOf(parts: PngParts): Paint {
  const { width, bitDepth } = parts;
  const colours = paletteOf(parts);
  const layout = colours === null ? layoutOf(parts) : null;
  return (raw, stride, pass, rgba) => {
    const step = pass.across * 4;
    for (let y = 0; y < pass.height; y++) {
      const start = y * (stride + 1) + 1;
      const row = raw.subarray(start, start + stride);
      const to = ((pass.top + y * pass.down) * width + pass.left) * 4;
      if (colours !== null) paintPaletteRow(row, pass.width, bitDepth, colours, rgba, to, step);
      if (layout !== null) paintSampleRow(row, layout, rgba, to, step);
    }
  };
}

/** Rows that are decoded at once: a band of them stays in the processor's cache. */
const bandRows = 64;

function decodePlain(parts: PngParts, raw: Uint8Array): Uint8Array {
  const { width, height } = parts;
  const rgba = new Uint8Array(width * height * 4);
  const rows = new PlainRows(parts, raw);
  withKernel((kernel) => {
    const band = kernel.reserve(width * bandRows * 4);
    for (let y = 0; y < height; y += bandRows) {
      const count = Math.min(bandRows, height - y);
      rows.read(kernel, count, band);
      rgba.set(kernel.bytes(band, width * count * 4), y * width * 4);
    }
  });
  return rgba;
}

/**
 * Decodes a PNG of any kind the standard has. Equal pixels give equal bytes whatever the kind; of 16
 * bits a sample the high byte is kept. Colour profiles and gamma are not applied. Memory stays within
 * what the header promises, and the header is checked against `limits` first.
 * @throws PngError
 */
export function decodePng(png: Uint8Array, limits: PngLimits = defaultLimits): Pixmap {
  return decodeParts(readPngParts(png), limits);
}

/** The same of a PNG that has been split. @throws PngError */
export function decodeParts(parts: PngParts, limits: PngLimits): Pixmap {
  requireWithin(parts, limits);
  const { width, height } = parts;
  const raw = inflateParts(parts);
  const rgba = isPlain(parts) ? decodePlain(parts, raw) : decodeUnusual(parts, raw);
  return { width, height, rgba };
}

/** @throws PngError where there are no pixels, or more than allowed */
export function requireWithin(parts: PngParts, limits: PngLimits): void {
  const { width, height } = parts;
  if (width === 0 || height === 0) throw new PngError('the PNG has no pixels');
  if (width * height > limits.maxPixels) {
    throw new PngTooLargeError(
      `the PNG has ${width} x ${height} pixels; at most ${limits.maxPixels} pixels are allowed`,
    );
  }
  const bits = bitsPerPixel(parts);
  if (width * height * bits > limits.maxPixels * 32) {
    throw new PngTooLargeError(
      `the PNG has ${width} x ${height} pixels of ${bits} bits; at most ${Math.floor((limits.maxPixels * 32) / bits)} such pixels are allowed`,
    );
  }
}

/** The decompressed rows of all passes, filtered as they are in the file. @throws PngError */
export function inflateParts(parts: PngParts): Buffer {
  const size = passesOf(parts).reduce(
    (sum, pass) => sum + pass.height * (strideOf(parts, pass) + 1),
    0,
  );
  return inflate(parts, size);
}

/** Any kind there is. @throws PngError */
function decodeUnusual(parts: PngParts, raw: Buffer): Uint8Array {
  const paint = painterOf(parts);
  const step = Math.max(1, bitsPerPixel(parts) >> 3);
  const rgba = new Uint8Array(parts.width * parts.height * 4);
  let start = 0;
  for (const pass of passesOf(parts)) {
    const stride = strideOf(parts, pass);
    const end = start + pass.height * (stride + 1);
    const rows = raw.subarray(start, end);
    unfilter(rows, stride, pass.height, step);
    paint(rows, stride, pass, rgba);
    start = end;
  }
  return rgba;
}
