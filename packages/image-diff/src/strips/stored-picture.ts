import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Manifest } from './manifest.ts';
import { decompressStrip, expandStrip } from './strip.ts';

interface Stored {
  manifest: Manifest;
  /** Fingerprints of all rows; see Picture. */
  rows: Uint32Array;
  /** The compressed content of a strip, by its place in the manifest. */
  readStrip: (index: number) => Uint8Array;
}

/** A picture that lies in strips, of which only those are read and decompressed whose rows are asked for. */
export function storedPicture({ manifest, rows, readStrip }: Stored): Picture {
  const { width, height, strips } = manifest;
  const starts: number[] = [];
  let next = 0;
  for (const strip of strips) {
    starts.push(next);
    next += strip.rows;
  }
  // Bands end where they like: the strip that the last one ended in is asked for again.
  let opened: { index: number; content: Uint8Array } | undefined;

  function contentOf(index: number): Uint8Array {
    if (opened?.index !== index) {
      const strip = strips[index] as Manifest['strips'][number];
      opened = { index, content: decompressStrip({ width, ...strip }, readStrip(index)) };
    }
    return opened.content;
  }

  function readRows(kernel: Kernel, from: number, to: number, into: number): void {
    let index = starts.findLastIndex((start) => start <= from);
    for (let y = from; y < to; index++) {
      const start = starts[index] as number;
      const strip = strips[index] as Manifest['strips'][number];
      const end = Math.min(to, start + strip.rows);
      const target = into + (y - from) * width * 4;
      const part = { from: y - start, to: end - start };
      expandStrip(kernel, { width, ...strip }, contentOf(index), part, target);
      y = end;
    }
  }

  return { width, height, rows, readRows };
}
