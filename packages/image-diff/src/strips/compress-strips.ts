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
  let open: Uint8Array[] = [];
  withKernel((kernel) => {
    const pixels = kernel.reserve(width * 4 * mostRows);
    for (const [index, { rows }] of strips.slice(0, last + 1).entries()) {
      reader.read(kernel, rows, pixels);
      if (!chosen.has(index)) continue;
      onStrip?.(kernel, pixels, rows);
      open.push(contentOfRows(kernel, pixels, { width, rows }).content.slice());
      if (open.length < (counts[blocks.length] as number)) continue;
      blocks.push(compressBlock(Buffer.concat(open), total));
      open = [];
    }
  });
  return blocks;
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
