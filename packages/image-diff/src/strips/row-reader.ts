import type { Kernel } from '../kernel/kernel.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import type { Region } from '../pixmap/region.ts';
import { decodeParts, inflateParts, type PngLimits, requireWithin } from '../png/decode-png.ts';
import { isPlain, PlainRows } from '../png/plain-rows.ts';
import { readPngParts } from '../png/png-chunks.ts';
import { release } from './release.ts';

/** Gives a picture's rows from the top as RGBA, in the kernel's memory. */
export interface RowReader {
  width: number;
  height: number;
  /** Writes the next rows. */
  read(kernel: Kernel, rows: number, into: number): void;
}

export function readerOf({ width, height, rgba }: Pixmap): RowReader {
  let next = 0;
  return {
    width,
    height,
    read(kernel, rows, into) {
      const length = rows * width * 4;
      kernel.bytes(into, length).set(rgba.subarray(next, next + length));
      next += length;
    },
  };
}

/**
 * The rows of a PNG. Of what browsers write, no more than a band is there as RGBA.
 * @throws PngError now, or where the rows are read
 */
export function readerOfPng(png: Uint8Array, limits: PngLimits): RowReader {
  const parts = readPngParts(png);
  if (!isPlain(parts)) return readerOf(decodeParts(parts, limits));
  requireWithin(parts, limits);
  const raw = inflateParts(parts);
  const rows = new PlainRows(parts, raw);
  const { width, height } = parts;
  let left = height;
  return {
    width,
    height,
    read(kernel, count, into) {
      rows.read(kernel, count, into);
      left -= count;
      if (left === 0) release(raw);
    },
  };
}

/** The same picture with areas that are transparent black; they may reach beyond it. */
export function readerWithoutAreas(reader: RowReader, areas: readonly Region[]): RowReader {
  if (areas.length === 0) return reader;
  const { width, height } = reader;
  let top = 0;
  return {
    width,
    height,
    read(kernel, rows, into) {
      reader.read(kernel, rows, into);
      const band = kernel.bytes(into, rows * width * 4);
      for (const area of areas) {
        const left = Math.min(width, Math.max(0, area.x));
        const right = Math.min(width, Math.max(left, area.x + area.width));
        const bottom = Math.min(top + rows, area.y + area.height);
        for (let y = Math.max(top, area.y); y < bottom; y++) {
          band.fill(0, ((y - top) * width + left) * 4, ((y - top) * width + right) * 4);
        }
      }
      top += rows;
    },
  };
}
