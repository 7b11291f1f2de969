/**
 * Strips lie in blocks: neighbours are compressed together, as text that repeats further down is worth
 * more than being able to read one of them alone.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { release } from './release.ts';
import { StripError } from './strip.ts';

/** Content of the strips of a block; more only where one strip has more. Bytes. */
const blockBytes = 1024 * 1024;

const { ZSTD_c_compressionLevel: level } = constants;
/** So that pixels which a disk has changed are noticed when they are read. */
const checked = { [constants.ZSTD_c_checksumFlag]: 1 };
/** For what somebody waits for. */
const fast = { ...checked, [level]: 1 };
/** Fifty times slower, and smaller by a quarter: pixels of three bytes repeat as threes. */
const thorough = {
  ...checked,
  [level]: 19,
  [constants.ZSTD_c_strategy]: constants.ZSTD_btultra2,
  [constants.ZSTD_c_minMatch]: 3,
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

/** Photographs do not repeat; as much is left of them, one byte of so many, or more. */
const photograph = 8;

/** Bytes of a pixel: neighbours in a photograph differ little in each. */
const step = 3;

/**
 * A block: a byte, and its content compressed with zstd. Where the byte is not zero, of each byte of the
 * content what it differs from the one so many bytes before it.
 */
export const compressBlock = (content: Uint8Array): Uint8Array => smallest(content, fast);

/**
 * A block with the same content, compressed with all the time it takes: 50 ms for 1 MiB.
 * @param length bytes of content
 * @returns the block itself where it is not smaller
 * @throws StripError
 */
export function compressAgain(block: Uint8Array, length: number): Uint8Array {
  const content = decompressBlock(block, length);
  const again = smallest(content, thorough);
  release(content);
  return again.length < block.length ? again : block;
}

function smallest(content: Uint8Array, params: Record<number, number>): Uint8Array {
  const plain = compress(0, content, params);
  if (plain.length * photograph <= content.length) return plain;
  const differences = differencesIn(content);
  const other = compress(step, differences, params);
  release(differences);
  return other.length < plain.length ? other : plain;
}

/** @param label the byte before it */
function compress(label: number, content: Uint8Array, params: Record<number, number>): Uint8Array {
  const compressed = zstdCompressSync(content, {
    chunkSize: Math.max(1024, content.length),
    params,
  });
  const block = new Uint8Array(compressed.length + 1);
  block[0] = label;
  block.set(compressed, 1);
  release(compressed);
  return block;
}

function differencesIn(content: Uint8Array): Uint8Array {
  const differences = new Uint8Array(content);
  for (let at = step; at < content.length; at++) {
    differences[at] = (content[at] as number) - (content[at - step] as number);
  }
  return differences;
}

/**
 * @param length bytes of content it must have: no more are made of it
 * @throws StripError
 */
export function decompressBlock(block: Uint8Array, length: number): Buffer {
  let content: Buffer;
  try {
    content = zstdDecompressSync(block.subarray(1), {
      // When a chunk is full to the last byte, another one is allocated.
      chunkSize: length + 64,
      maxOutputLength: length,
    });
  } catch (cause) {
    throw new StripError('the strips are damaged: they cannot be decompressed', { cause });
  }
  if (content.length !== length) throw new StripError('the strips are damaged: pixels are missing');
  const label = block[0] as number;
  if (label !== 0) {
    for (let at = label; at < length; at++) {
      content[at] = (content[at] as number) + (content[at - label] as number);
    }
  }
  return content;
}
