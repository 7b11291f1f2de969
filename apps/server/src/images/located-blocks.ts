import { closeSync, openSync, readSync } from 'node:fs';
import { type ReadBlock, StripError } from '@twinlens/image-diff';
import type { LocatedBlock } from '@twinlens/visual-tests';

/** Reads blocks where they are, each when it is asked for. */
export function blockReader(blocks: readonly LocatedBlock[]): ReadBlock {
  return (block) => {
    const located = blocks[block];
    if (located === undefined) throw new RangeError(`there is no block ${block}`);
    if (located instanceof Uint8Array) return located;
    const bytes = Buffer.alloc(located.length);
    const file = openSync(located.file, 'r');
    try {
      const length = readSync(file, bytes, 0, located.length, located.offset);
      if (length < located.length) throw new StripError('the pack is damaged: it ends too early');
    } finally {
      closeSync(file);
    }
    return bytes;
  };
}
