/**
 * Strips lie in blocks: neighbours are compressed together, as text that repeats further down is worth
 * more than being able to read one of them alone.
 */
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { StripError } from './strip.ts';

/** Content of the strips of a block; more only where one strip has more. Bytes. */
const blockBytes = 1024 * 1024;

/** As much content, in all, is worth the time of looking for every repetition. Bytes. */
const smallBytes = 1024 * 1024;

const { ZSTD_c_compressionLevel: level } = constants;
const fast = { [level]: 3 };
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

/** Photographs do not repeat; as much is left of them, one byte of so many, or more. */
const photograph = 8;

/** Bytes of a pixel: neighbours in a photograph differ little in each. */
const step = 3;

/**
 * The first byte of a block before which a CRC-32 of the rest of it was put: so that pixels which a disk
 * has changed are noticed when they are read. Older blocks have zstd's own checksum of all pixels instead:
 * there are a hundred times as many of those as of compressed bytes.
 */
const summed = 254;
const sumBytes = 4;

/**
 * A block: a sum, a byte, and its content compressed with zstd. Where the byte is not zero, of each byte of
 * the content what it differs from the one so many bytes before it.
 * @param total bytes that are compressed, in all blocks of the picture
 */
export function compressBlock(content: Uint8Array, total: number): Uint8Array {
  const params = total <= smallBytes ? thorough : fast;
  const plain = compress(content, params);
  if (plain.length * photograph <= content.length) return labelled(0, plain);
  const differences = compress(differencesIn(content), params);
  return differences.length < plain.length ? labelled(step, differences) : labelled(0, plain);
}

const compress = (content: Uint8Array, params: Record<number, number>): Buffer =>
  zstdCompressSync(content, { chunkSize: Math.max(1024, content.length), params });

function labelled(label: number, compressed: Uint8Array): Uint8Array {
  const block = Buffer.alloc(2 + sumBytes + compressed.length);
  block[0] = summed;
  block[1 + sumBytes] = label;
  block.set(compressed, 2 + sumBytes);
  block.writeUInt32LE(crc32(block.subarray(1 + sumBytes)), 1);
  return block;
}

function differencesIn(content: Uint8Array): Uint8Array {
  const differences = Uint8Array.from(content);
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
  const plain = withoutSum(block);
  let content: Buffer;
  try {
    content = zstdDecompressSync(plain.subarray(1), {
      // When a chunk is full to the last byte, another one is allocated.
      chunkSize: length + 64,
      maxOutputLength: length,
    });
  } catch (cause) {
    throw new StripError('the strips are damaged: they cannot be decompressed', { cause });
  }
  if (content.length !== length) throw new StripError('the strips are damaged: pixels are missing');
  const label = plain[0] as number;
  if (label !== 0) {
    for (let at = label; at < length; at++) {
      content[at] = (content[at] as number) + (content[at - label] as number);
    }
  }
  return content;
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
