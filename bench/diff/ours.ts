/**
 * All that the bench knows of our engine. Nothing of a picture may be kept between calls: what is
 * stored is read again each time, as by a server that has not seen the report before.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  type ApartCounts,
  apartCounter,
  type Comparison,
  comparePictures,
  type DifferenceMask,
  encodeMask,
  KeptBits,
  maskOf,
  type Picture,
  type Pixmap,
  pictureOfPng,
} from '@twinlens/image-diff';
import { ingestPng, openStored } from './strip-folder.ts';
import type { Forms, Verdict } from './tool.ts';

/** @returns What names the picture to `compareStored`, in this process or another. */
export const ingest = async (png: string, folder: string): Promise<string> =>
  ingestPng(png, folder);

/** Compares two stored pictures and writes what differs as a PNG. */
export async function compareStored(before: string, after: string, out: string): Promise<Verdict> {
  const [one, two] = [openStored(before), openStored(after)];
  if (one.pixelHash === two.pixelHash) return verdictOf(null, null);
  return compare({ before: one.open(), after: two.open() }, out);
}

/** The same of two PNG files that nothing is known of; nothing is stored. */
export async function compareCold(before: string, after: string, out: string): Promise<Verdict> {
  const open = (path: string) => pictureOfPng(readFileSync(path));
  return compare({ before: open(before), after: open(after) }, out);
}

function compare(sides: { before: Picture; after: Picture }, out: string): Verdict {
  const pictures = { ...sides, bits: new KeptBits() };
  const comparison = comparePictures(pictures);
  const mask = comparison.class === 'identical' ? null : maskOf(pictures, comparison);
  if (mask) writeFileSync(out, encodeMask(mask));
  return verdictOf(comparison, mask);
}

function verdictOf(comparison: Comparison | null, mask: DifferenceMask | null): Verdict {
  const found = comparison?.class ?? 'identical';
  return {
    // What is recognised as noise is no alarm, as where the peers leave out smoothed edges.
    different: !['identical', 'imperceptible', 'anti-alias'].includes(found),
    pixels: () => (mask ? countPainted(mask) : 0),
    class: found,
  };
}

/** Of the two bits of each pixel, whether any is set. */
function countPainted({ values }: DifferenceMask): number {
  let count = 0;
  for (const four of values) {
    for (let rest = (four | (four >> 1)) & 0x55; rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}

export type KernelCounts = ApartCounts;

/** The pixel kernel alone, of two decoded pictures of one size that lie where it works. */
export function kernelCounter(before: Pixmap, after: Pixmap): () => KernelCounts {
  const count = apartCounter(before, after);
  return () => count(0.1);
}

export const stored: Forms = { stored: () => ({ ingest, compare: compareStored }) };
export const cold: Forms = { cold: () => ({ compare: compareCold }) };
