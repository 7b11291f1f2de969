import { type Kernel, withKernel } from '../kernel/kernel.ts';
import { fingerprintRows } from '../picture/picture.ts';
import { compressBlock, groupIntoBlocks } from './blocks.ts';
import { mostRows } from './boundaries.ts';
import type { Manifest } from './manifest.ts';
import type { RowReader } from './row-reader.ts';
import { contentBytes, contentOfRows } from './strip.ts';

/** Called with the rows of a strip as RGBA in the kernel's memory. */
export type OnStrip = (kernel: Kernel, pixels: number, rows: number) => void;

/**
 * Compresses some strips of a picture that has been cut, neighbours of them together.
 * @param reader reads the picture from the top
 * @param wanted places in the manifest, ascending
 * @returns blocks; see `groupIntoBlocks`
 */
export function compressStrips(
  reader: RowReader,
  manifest: Manifest,
  wanted: readonly number[],
  onStrip?: OnStrip,
): Uint8Array[] {
  const { width, strips } = manifest;
  const sizes = wanted.map((index) => contentBytes({ width, ...stripAt(manifest, index) }));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const counts = groupIntoBlocks(sizes);
  const blocks: Uint8Array[] = [];
  const chosen = new Set(wanted);
  const last = wanted.at(-1) ?? -1;
  // The content of one block at a time, as many as there are.
  const content = new Uint8Array(Math.max(0, ...blockSizes(sizes, counts)));
  let open = 0;
  let filled = 0;
  withKernel((kernel) => {
    const pixels = kernel.reserve(width * 4 * mostRows);
    for (const [index, { rows }] of strips.slice(0, last + 1).entries()) {
      reader.read(kernel, rows, pixels);
      if (!chosen.has(index)) continue;
      onStrip?.(kernel, pixels, rows);
      const strip = contentOfRows(kernel, pixels, { width, rows }).content;
      content.set(strip, filled);
      filled += strip.length;
      open += 1;
      if (open < (counts[blocks.length] as number)) continue;
      blocks.push(compressBlock(content.subarray(0, filled), total));
      open = 0;
      filled = 0;
    }
  });
  return blocks;
}

function blockSizes(sizes: readonly number[], counts: readonly number[]): number[] {
  let next = 0;
  return counts.map((count) => {
    next += count;
    return sizes.slice(next - count, next).reduce((sum, size) => sum + size, 0);
  });
}

/** Some strips of a picture, as they are stored. */
export interface PackedStrips {
  /** Compressed; see `groupIntoBlocks`. */
  blocks: Uint8Array[];
  /** Fingerprints of their rows, two words each; see `Picture`. */
  rows: Uint32Array;
}

/** The same with fingerprints of the rows, made with a key. */
export function packStrips(
  reader: RowReader,
  manifest: Manifest,
  wanted: readonly number[],
  key: Uint8Array,
): PackedStrips {
  const { width } = manifest;
  const rows: Uint32Array[] = [];
  const blocks = compressStrips(reader, manifest, wanted, (kernel, pixels, count) => {
    rows.push(fingerprintRows(kernel, { pixels, width, count, key }).slice());
  });
  return { blocks, rows: joined(rows) };
}

export function stripAt({ strips }: Manifest, index: number): Manifest['strips'][number] {
  const strip = strips[index];
  if (strip === undefined) throw new RangeError(`there is no strip ${index}`);
  return strip;
}

/** One after the other. */
export function joined(parts: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let next = 0;
  for (const part of parts) {
    whole.set(part, next);
    next += part.length;
  }
  return whole;
}
