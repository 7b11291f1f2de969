/**
 * Strips lie in blocks: neighbours are compressed together, as text that repeats further down is worth
 * more than being able to read one of them alone.
 */
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { joinPlanes, planesOf } from './photograph.ts';
import { release } from './release.ts';
import { StripError } from './strip.ts';

/** Content of the strips of a block; more only where one strip has more. Bytes. */
const blockBytes = 1024 * 1024;

const { ZSTD_c_compressionLevel: level } = constants;
/** For what somebody waits for. */
const fast = { [level]: 1 };
/** Fifty times slower, and smaller by a quarter: pixels of three bytes repeat as threes. */
const thorough = {
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

/** As much is left of a photograph, one byte of so many, or more. */
const photograph = 8;

/** What a block begins with where its content is compressed as it is. */
const plainHead = [0];

/**
 * The same where it lies in planes. A release that does not know that takes the second byte for the
 * beginning of what is compressed, and says that the block is damaged.
 */
const planesHead = [255, 0];

/**
 * The first byte of a block before which a CRC-32 of the rest of it was put: so that pixels which a disk
 * has changed are noticed when they are read. Older blocks have zstd's own checksum of all pixels instead:
 * there are a hundred times as many of those as of compressed bytes.
 */
const summed = 254;
const sumBytes = 4;

/**
 * A block: a sum, one of these heads, and its content compressed with zstd. Other heads are a byte: of each byte
 * of the content, there is what it differs from the one so many bytes before it.
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
  const plain = compress(plainHead, content, params);
  if (plain.length * photograph <= content.length) return plain;
  const planes = planesOf(content);
  const other = compress(planesHead, planes, params);
  release(planes);
  return other.length < plain.length ? other : plain;
}

function compress(
  head: readonly number[],
  content: Uint8Array,
  params: Record<number, number>,
): Uint8Array {
  const compressed = zstdCompressSync(content, {
    chunkSize: Math.max(1024, content.length),
    params,
  });
  const start = 1 + sumBytes;
  const block = Buffer.alloc(start + head.length + compressed.length);
  block[0] = summed;
  block.set(head, start);
  block.set(compressed, start + head.length);
  block.writeUInt32LE(crc32(block.subarray(start)), 1);
  release(compressed);
  return block;
}

/**
 * @param length bytes of content it must have: no more are made of it
 * @throws StripError
 */
export function decompressBlock(block: Uint8Array, length: number): Buffer {
  const plain = withoutSum(block);
  const inPlanes = planesHead.every((byte, at) => plain[at] === byte);
  const head = inPlanes ? planesHead : plainHead;
  let content: Buffer;
  try {
    content = zstdDecompressSync(plain.subarray(head.length), {
      // When a chunk is full to the last byte, another one is allocated.
      chunkSize: length + 64,
      maxOutputLength: length,
    });
  } catch (cause) {
    throw new StripError('the strips are damaged: they cannot be decompressed', { cause });
  }
  if (content.length !== length) throw new StripError('the strips are damaged: pixels are missing');
  if (inPlanes) {
    const joined = joinPlanes(content);
    release(content);
    return joined;
  }
  addDifferences(content, plain[0] as number);
  return content;
}

/** @param step none where it is 0 */
function addDifferences(content: Uint8Array, step: number): void {
  if (step === 0) return;
  for (let at = step; at < content.length; at++) {
    content[at] = (content[at] as number) + (content[at - step] as number);
  }
}

/** What was summed up; an older block as it is. @throws StripError where the sum is another one */
function withoutSum(block: Uint8Array): Uint8Array {
  if (block[0] !== summed) return block;
  const rest = block.subarray(1 + sumBytes);
  const sum = new DataView(block.buffer, block.byteOffset, block.byteLength);
  if (block.length <= 1 + sumBytes || crc32(rest) !== sum.getUint32(1, true)) {
    throw new StripError('the strips are damaged: they are not what was compressed');
  }
  return rest;
}
