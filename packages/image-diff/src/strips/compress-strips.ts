import { type Kernel, withKernel } from '../kernel/kernel.ts';
import { fingerprintRows } from '../picture/picture.ts';
import { compressBlock, groupIntoBlocks } from './blocks.ts';
import { mostRows } from './boundaries.ts';
import type { Manifest } from './manifest.ts';
import type { RowReader } from './row-reader.ts';
import { contentBytes, contentOfRows } from './strip.ts';

/** Some strips of a picture, as they are brought and stored. */
export interface PackedStrips {
  /** Compressed; see `groupIntoBlocks`. */
  blocks: Uint8Array[];
  /** Fingerprints of their rows, two words each; see `Picture`. */
  rows: Uint32Array;
}

/**
 * Compresses some strips of a picture that has been cut.
 * @param reader reads the picture from the top
 * @param wanted places in the manifest, ascending
 * @param key of the fingerprints
 */
export function compressStrips(
  reader: RowReader,
  manifest: Manifest,
  wanted: readonly number[],
  key: Uint8Array,
): PackedStrips {
  const { width, strips } = manifest;
  const sizes = wanted.map((index) => contentBytes({ width, ...stripAt(manifest, index) }));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const counts = groupIntoBlocks(sizes);
  const blocks: Uint8Array[] = [];
  const rows: Uint32Array[] = [];
  const chosen = new Set(wanted);
  let open: Uint8Array[] = [];
  const take = (kernel: Kernel, pixels: number, count: number): void => {
    rows.push(fingerprintRows(kernel, { pixels, width, count, key }).slice());
    open.push(contentOfRows(kernel, pixels, { width, rows: count }).content.slice());
    if (open.length < (counts[blocks.length] as number)) return;
    blocks.push(compressBlock(Buffer.concat(open), total));
    open = [];
  };
  const last = wanted.at(-1) ?? -1;
  withKernel((kernel) => {
    const pixels = kernel.reserve(width * 4 * mostRows);
    for (const [index, strip] of strips.slice(0, last + 1).entries()) {
      reader.read(kernel, strip.rows, pixels);
      if (chosen.has(index)) take(kernel, pixels, strip.rows);
    }
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
