/**
 * Decompressed blocks, kept for what is read next: neighbouring strips may lie in old and new blocks by
 * turns, and of two pictures that are compared a row of each is asked for.
 */
import { decompressBlock } from './blocks.ts';
import { release } from './release.ts';

/** The compressed bytes of a block. */
export type ReadBlock = (block: number) => Uint8Array;

interface OpenBlock {
  /** Whose block it is. */
  readBlock: ReadBlock;
  block: number;
  content: Buffer;
}

/** Content that is kept of all pictures of a thread together, beside the block that is asked for. Bytes. */
const mostKept = 6 * 1024 * 1024;

/** The one that was used longest ago comes first. */
let kept: OpenBlock[] = [];

/**
 * The content of a block.
 * @param length bytes of content it must have
 * @returns valid until another block is opened
 * @throws StripError
 */
export function openBlock(readBlock: ReadBlock, block: number, length: number): Buffer {
  const at = kept.findIndex((open) => open.readBlock === readBlock && open.block === block);
  const [known] = at === -1 ? [] : kept.splice(at, 1);
  // Before there is a new one: its pages are then those of the old, which are there already.
  if (known === undefined) makeRoom();
  const open = known ?? { readBlock, block, content: decompressBlock(readBlock(block), length) };
  kept.push(open);
  return open.content;
}

function makeRoom(): void {
  let room = mostKept;
  const first = kept.findLastIndex(({ content }) => {
    room -= content.length;
    return room < 0;
  });
  for (const { content } of kept.slice(0, first + 1)) release(content);
  kept = kept.slice(first + 1);
}
