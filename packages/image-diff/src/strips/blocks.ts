/**
 * Strips lie in blocks: neighbours are compressed together, as text that repeats further down is worth
 * more than being able to read one of them alone.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { StripError } from './strip.ts';

/** Content of the strips of a block; more only where one strip has more. Bytes. */
const blockBytes = 1024 * 1024;

/** As much content, in all, is worth the time of looking for every repetition. Bytes. */
const smallBytes = 1024 * 1024;

const { ZSTD_c_compressionLevel: level } = constants;
const fast = { [level]: 5 };
/** Five to ten times slower, and smaller by a seventh: pixels of three bytes repeat as threes. */
const thorough = {
  [level]: 6,
  [constants.ZSTD_c_strategy]: constants.ZSTD_btopt,
  [constants.ZSTD_c_minMatch]: 3,
  [constants.ZSTD_c_searchLog]: 3,
  [constants.ZSTD_c_targetLength]: 48,
};

/**
 * Which strips lie in a block together.
 * @param sizes bytes of content of each strip
 * @returns how many of them each block has, in their order
 */
export function groupIntoBlocks(sizes: readonly number[]): number[] {
  const counts: number[] = [];
  let room = 0;
  for (const size of sizes) {
    room -= size;
    if (counts.length === 0 || room < 0) {
      counts.push(0);
      room = blockBytes - size;
    }
    counts[counts.length - 1] = (counts.at(-1) as number) + 1;
  }
  return counts;
}

/** @param total bytes that are compressed, in all blocks of the picture */
export function compressBlock(content: Uint8Array, total: number): Uint8Array {
  const compressed = zstdCompressSync(content, {
    chunkSize: Math.max(1024, content.length),
    params: total <= smallBytes ? thorough : fast,
  });
  // What zlib gives is the beginning of a buffer as long as the content.
  return new Uint8Array(compressed);
}

/**
 * @param length bytes of content it must have: no more are made of it
 * @throws StripError
 */
export function decompressBlock(compressed: Uint8Array, length: number): Buffer {
  let content: Buffer;
  try {
    content = zstdDecompressSync(compressed, {
      chunkSize: Math.max(1024, length),
      maxOutputLength: length,
    });
  } catch (cause) {
    throw new StripError('the strips are damaged: they cannot be decompressed', { cause });
  }
  if (content.length !== length) throw new StripError('the strips are damaged: pixels are missing');
  return content;
}
