import { headerBytes, ownStrips, readHeader, withLengths } from './pack-header.ts';

/**
 * The same pack with its blocks compressed again: strips, and their places, stay as they are.
 * @param compressAgain gives a block, of so many bytes of content, in fewer bytes or as it is
 * @param signal ends it after the block that is being compressed
 * @returns null where it would not be smaller, or there was no time
 * @throws RangeError where it is no pack, and whatever `compressAgain` throws
 */
export async function compressPack(
  pack: Uint8Array,
  compressAgain: (block: Uint8Array, length: number) => Promise<Uint8Array>,
  signal?: AbortSignal,
): Promise<Buffer | null> {
  const header = readHeader(pack);
  const sizes = ownStrips(header).blockBytes;
  const blocksFrom = headerBytes(pack);
  const blocks: Uint8Array[] = [];
  let next = blocksFrom;
  for (const [at, length] of header.blocks.entries()) {
    if (signal?.aborted) return null;
    // A part of the pack would be handed to a thread with all of it.
    const block = Uint8Array.from(pack.subarray(next, next + length));
    blocks.push(await compressAgain(block, sizes[at] ?? 0));
    next += length;
  }
  const lengths = blocks.map(({ length }) => length);
  const smaller = Buffer.concat([withLengths(pack.subarray(0, blocksFrom), lengths), ...blocks]);
  return smaller.length < pack.length ? smaller : null;
}
