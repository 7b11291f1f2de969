import type { ReadBlock } from '@twinlens/image-diff';
import { type LocatedBlock, readBlock } from '@twinlens/visual-tests';

/** Reads blocks where they are, each when it is asked for. */
export function blockReader(blocks: readonly LocatedBlock[]): ReadBlock {
  return (at) => {
    const located = blocks[at];
    if (located === undefined) throw new RangeError(`there is no block ${at}`);
    return located instanceof Uint8Array ? located : readBlock(located.file, located.block);
  };
}
