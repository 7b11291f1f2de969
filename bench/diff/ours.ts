/**
 * All that the bench knows of our engine. Nothing of a picture may be kept between calls: what is
 * stored is read again each time, as by a server that has not seen the report before.
 */
import type { Pixmap } from '@twinlens/image-diff';
import { type Forms, NotBuiltError, type Verdict } from './tool.ts';

/**
 * Decodes a PNG and stores its manifest and those strips that the folder does not have.
 * @returns What names the picture to `compareStored`, in this process or another.
 */
export async function ingest(_png: string, _folder: string): Promise<string> {
  throw new NotBuiltError();
}

/** Compares two stored pictures and writes what differs as a PNG. */
export async function compareStored(
  _before: string,
  _after: string,
  _out: string,
): Promise<Verdict> {
  throw new NotBuiltError();
}

/** The same of two PNG files that nothing is known of; nothing is stored. */
export async function compareCold(_before: string, _after: string, _out: string): Promise<Verdict> {
  throw new NotBuiltError();
}

export interface KernelCounts {
  /** Pixels called different, those of anti-aliasing not among them. */
  different: number;
  antialiased: number;
}

/** The pixel kernel alone, of two decoded pictures of one size. */
export function kernelCounts(_before: Pixmap, _after: Pixmap): KernelCounts {
  throw new NotBuiltError();
}

export const stored: Forms = { stored: () => ({ ingest, compare: compareStored }) };
export const cold: Forms = { cold: () => ({ compare: compareCold }) };
