import { closeSync, openSync, readSync } from 'node:fs';
import type { ReadBlock } from '@twinlens/image-diff';
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
      readSync(file, bytes, 0, located.length, located.offset);
    } finally {
      closeSync(file);
    }
    return bytes;
  };
}
