import { type Kernel, withKernel } from '../kernel/kernel.ts';
import { fingerprintRows } from '../picture/picture.ts';
import { compressBlock, groupIntoBlocks } from './blocks.ts';
import { mostRows } from './boundaries.ts';
import type { Manifest } from './manifest.ts';
import { release } from './release.ts';
import type { RowReader } from './row-reader.ts';
import { contentBytes, contentOfRows } from './strip.ts';

/** The content of a strip by its place in the manifest, asked for from the top; valid until the next is. */
export type ContentOf = (index: number) => Uint8Array;

/**
 * Compresses some strips of a picture that has been cut, neighbours of them together.
 * @param wanted places in the manifest, ascending
 * @returns blocks; see `groupIntoBlocks`
 */
export function compressContents(
  manifest: Manifest,
  wanted: readonly number[],
  contentOf: ContentOf,
): Uint8Array[] {
  const { width } = manifest;
  const sizes = wanted.map((index) => contentBytes({ width, ...stripAt(manifest, index) }));
  const blocks = inBlocks(wanted, sizes);
  // The content of one block at a time, as many as there are.
  const content = new Uint8Array(Math.max(0, ...inBlocks(sizes, sizes).map(sum)));
  const compressed = blocks.map((places) => {
    let filled = 0;
    for (const index of places) {
      const strip = contentOf(index);
      content.set(strip, filled);
      filled += strip.length;
    }
    return compressBlock(content.subarray(0, filled));
  });
  release(content);
  return compressed;
}

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

/** What belongs to each strip, by blocks. */
function inBlocks<T>(ofStrips: readonly T[], sizes: readonly number[]): T[][] {
  let next = 0;
  return groupIntoBlocks(sizes).map((count) => {
    next += count;
    return ofStrips.slice(next - count, next);
  });
}

/** Called with the rows of a strip as RGBA in the kernel's memory. */
export type OnStrip = (kernel: Kernel, pixels: number, rows: number) => void;

/**
 * The same of a picture that is read again.
 * @param reader reads the picture from the top
 */
export function compressStrips(
  reader: RowReader,
  manifest: Manifest,
  wanted: readonly number[],
  onStrip?: OnStrip,
): Uint8Array[] {
  const { width } = manifest;
  let next = 0;
  return withKernel((kernel) => {
    const pixels = kernel.reserve(width * 4 * mostRows);
    return compressContents(manifest, wanted, (index) => {
      for (; next <= index; next++) reader.read(kernel, stripAt(manifest, next).rows, pixels);
      const { rows } = stripAt(manifest, index);
      onStrip?.(kernel, pixels, rows);
      return contentOfRows(kernel, pixels, { width, rows }).content;
    });
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
