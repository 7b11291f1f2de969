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

/** Strips whose pixels are kept. */
const mostOpened = 3;

/** Gives the memory of pixels back at once: garbage of this size would be collected far too late. */
function release(content: Uint8Array | undefined): void {
  if (content?.buffer instanceof ArrayBuffer && content.byteLength === content.buffer.byteLength) {
    content.buffer.transfer(0);
  }
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
  // Bands end where they like, and go to and fro between two places: some strips are asked for again.
  const opened = new Map<number, Uint8Array>();

  function contentOf(index: number): Uint8Array {
    const known = opened.get(index);
    if (known) return known;
    const strip = strips[index] as Manifest['strips'][number];
    const content = decompressStrip({ width, ...strip }, readStrip(index));
    opened.set(index, content);
    const [oldest] = opened.keys();
    if (opened.size > mostOpened && oldest !== undefined) {
      release(opened.get(oldest));
      opened.delete(oldest);
    }
    return content;
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
