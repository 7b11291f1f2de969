import { type Kernel, withKernel } from '../kernel/kernel.ts';
import { bandRows, fingerprintRows, type Picture } from '../picture/picture.ts';
import { decompressBlock } from './blocks.ts';
import { stripAt } from './compress-strips.ts';
import type { Manifest } from './manifest.ts';
import { release } from './release.ts';
import type { RowReader } from './row-reader.ts';
import { contentBytes, expandStrip } from './strip.ts';

/** A picture that lies in strips, as plain data. */
export interface StoredStrips {
  manifest: Manifest;
  /** Where each strip of the manifest is: in which block, and from which byte of its content on. */
  places: { block: number; start: number }[];
  /** Bytes of content of each block. */
  blockBytes: number[];
  /** Fingerprints of all rows, two words each; null where they are to be made of the pixels. */
  rows: Uint32Array | null;
  /** What fingerprints are keyed with. */
  key: Uint8Array;
}

/** The compressed bytes of a block. */
export type ReadBlock = (block: number) => Uint8Array;

/** Decompressed blocks that are kept: neighbouring strips may lie in old and new ones by turns. */
const keptBlocks = 4;

/** A picture of which only those blocks are read and decompressed whose rows are asked for. */
export function storedPicture(stored: StoredStrips, readBlock: ReadBlock): Picture {
  const { width, height } = stored.manifest;
  const readRows = rowsOf(stored, readBlock);
  const rows = stored.rows ?? fingerprintAll({ width, height, key: stored.key, readRows });
  return { width, height, rows, readRows };
}

/** The same from the top. */
export function readerOfStored(stored: StoredStrips, readBlock: ReadBlock): RowReader {
  const { width, height } = stored.manifest;
  const readRows = rowsOf(stored, readBlock);
  let next = 0;
  return {
    width,
    height,
    read(kernel, rows, into) {
      readRows(kernel, next, next + rows, into);
      next += rows;
    },
  };
}

function rowsOf({ manifest, places, blockBytes }: StoredStrips, readBlock: ReadBlock) {
  const { width, strips } = manifest;
  const starts: number[] = [];
  let next = 0;
  for (const strip of strips) {
    starts.push(next);
    next += strip.rows;
  }
  const kept = new Map<number, Uint8Array>();

  function openBlock(block: number): Uint8Array {
    const content =
      kept.get(block) ?? decompressBlock(readBlock(block), blockBytes[block] as number);
    // Again at the end: the one that was used longest ago comes first.
    kept.delete(block);
    kept.set(block, content);
    for (const [oldest, old] of kept) {
      if (kept.size <= keptBlocks) break;
      release(old);
      kept.delete(oldest);
    }
    return content;
  }

  function contentOf(index: number): Uint8Array {
    const { block, start } = places[index] as StoredStrips['places'][number];
    const length = contentBytes({ width, ...stripAt(manifest, index) });
    return openBlock(block).subarray(start, start + length);
  }

  return (kernel: Kernel, from: number, to: number, into: number): void => {
    let index = starts.findLastIndex((start) => start <= from);
    for (let y = from; y < to; index++) {
      const start = starts[index] as number;
      const strip = stripAt(manifest, index);
      const end = Math.min(to, start + strip.rows);
      const target = into + (y - from) * width * 4;
      const part = { from: y - start, to: end - start };
      expandStrip(kernel, { width, ...strip }, contentOf(index), part, target);
      y = end;
    }
  };
}

interface Unread extends Pick<Picture, 'width' | 'height' | 'readRows'> {
  key: Uint8Array;
}

function fingerprintAll({ width, height, key, readRows }: Unread): Uint32Array {
  const rows = new Uint32Array(height * 2);
  withKernel((kernel) => {
    const pixels = kernel.reserve(width * 4 * bandRows);
    for (let y = 0; y < height; y += bandRows) {
      const count = Math.min(bandRows, height - y);
      readRows(kernel, y, y + count, pixels);
      rows.set(fingerprintRows(kernel, { pixels, width, count, key }), y * 2);
    }
  });
  return rows;
}
