/**
 * The pack of a picture: one object in the store. A header, then blocks of those strips that the account
 * did not have when the picture came; the header says in whose packs the others are. Numbers are
 * unsigned, little endian:
 *
 *     "TWL1"; bytes of the header (32 bits); width, height, strips, sources, blocks (16 bits each);
 *     bytes of the rows below, CRC-32 of all that follows in the header (32 bits each)
 *     for each strip: rows, channels (8 bits each), digest (32 bytes); where 128 is added to the
 *       channels, also source and place there (16 bits each)
 *     for each source: public name of an image (16 bytes)
 *     for each block: bytes (32 bits)
 *     rows: fingerprints of the rows of the strips in the blocks, compressed with zstd; may be empty
 */
import { crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { contentBytes, groupIntoBlocks, type Manifest } from '@twinlens/image-diff';

/** In another pack, or further up in the same one. */
export interface Elsewhere {
  /** Public name of the image in whose pack it is; null for this pack. */
  source: string | null;
  /** Which of the strips that lie there. */
  place: number;
}

export interface PackHeader {
  manifest: Manifest;
  /** Of each strip: where it is; null where it lies in the blocks of this pack, in the same order. */
  elsewhere: (Elsewhere | null)[];
  /** Bytes of each block. */
  blocks: number[];
  /** Fingerprints of the rows of the strips that lie here, two words each; null where none are kept. */
  rows: Uint32Array | null;
}

const mark = 'TWL1';
/** Of the part that is as long in every header. */
export const fixedBytes = 26;
const lengthBytes = 4;
/** More than the tallest picture in the lowest strips needs. */
const maxHeaderBytes = 2 * 1024 * 1024;
const isElsewhere = 128;
const thisPack = 0xffff;
const nameBytes = 16;

export function writeHeader({ manifest, elsewhere, blocks, rows }: PackHeader): Buffer {
  const sources = [...new Set(elsewhere.flatMap((one) => one?.source ?? []))];
  const packedRows =
    rows === null
      ? Buffer.alloc(0)
      : zstdCompressSync(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  const parts: Buffer[] = [];
  for (const [index, { rows: count, channels, digest }] of manifest.strips.entries()) {
    const other = elsewhere[index] ?? null;
    parts.push(Buffer.from([count, channels + (other === null ? 0 : isElsewhere)]));
    parts.push(Buffer.from(digest));
    if (other === null) continue;
    const place = Buffer.alloc(4);
    place.writeUInt16LE(other.source === null ? thisPack : sources.indexOf(other.source), 0);
    place.writeUInt16LE(other.place, 2);
    parts.push(place);
  }
  for (const source of sources) parts.push(Buffer.from(source, 'hex'));
  for (const length of blocks) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(length);
    parts.push(bytes);
  }
  const tail = Buffer.concat([...parts, packedRows]);
  const fixed = Buffer.alloc(fixedBytes);
  fixed.write(mark, 'latin1');
  fixed.writeUInt32LE(fixedBytes + tail.length, 4);
  const counts = [manifest.width, manifest.height, manifest.strips.length, sources.length];
  for (const [at, count] of [...counts, blocks.length].entries()) {
    fixed.writeUInt16LE(count, 8 + at * 2);
  }
  fixed.writeUInt32LE(packedRows.length, 18);
  fixed.writeUInt32LE(crc32(tail), 22);
  return Buffer.concat([fixed, tail]);
}

/** How long a header is, by its beginning. @throws RangeError where there is none */
export function headerBytes(start: Uint8Array): number {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  if (bytes.length < fixedBytes || bytes.toString('latin1', 0, 4) !== mark) {
    throw new RangeError('this is not a pack');
  }
  const length = bytes.readUInt32LE(4);
  // Somebody is about to make room for it.
  if (length < fixedBytes || length > maxHeaderBytes) throw damagedHeader();
  return length;
}

export interface BlockTable {
  /** Where the lengths of the blocks are, and how many bytes they take. */
  offset: number;
  bytes: number;
  /** Where the first block begins. */
  blocksFrom: number;
  /** @param table these bytes */
  lengthsIn(table: Buffer): number[];
}

/**
 * Where a pack says how long its blocks are.
 * @param start the fixed part of its header
 * @throws RangeError where it is none
 */
export function blockTable(start: Uint8Array): BlockTable {
  const blocksFrom = headerBytes(start);
  const fixed = Buffer.from(start.buffer, start.byteOffset, fixedBytes);
  const count = fixed.readUInt16LE(16);
  const bytes = count * lengthBytes;
  const offset = blocksFrom - fixed.readUInt32LE(18) - bytes;
  if (offset < fixedBytes) throw damagedHeader();
  const lengthsIn = (table: Buffer) =>
    Array.from({ length: count }, (_, block) => table.readUInt32LE(block * lengthBytes));
  return { offset, bytes, blocksFrom, lengthsIn };
}

/**
 * The same header for blocks of other lengths; nothing else of it changes, nor how long it is.
 * @param header of a pack, whole
 */
export function withLengths(header: Uint8Array, lengths: readonly number[]): Buffer {
  const changed = Buffer.from(header);
  const { offset } = blockTable(changed);
  for (const [block, length] of lengths.entries()) {
    changed.writeUInt32LE(length, offset + block * lengthBytes);
  }
  changed.writeUInt32LE(crc32(changed.subarray(fixedBytes)), 22);
  return changed;
}

/** @throws RangeError where it is none */
export function readHeader(header: Uint8Array): PackHeader {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  const length = headerBytes(bytes);
  if (
    length > bytes.length ||
    crc32(bytes.subarray(fixedBytes, length)) !== bytes.readUInt32LE(22)
  ) {
    throw damagedHeader();
  }
  try {
    return readParts(bytes.subarray(0, length));
  } catch (cause) {
    // Its checksum is right, and it says more than there is of it.
    throw damagedHeader(cause);
  }
}

const damagedHeader = (cause?: unknown) =>
  new RangeError('the header of the pack is damaged', { cause });

function readParts(bytes: Buffer): PackHeader {
  const [width, height, stripCount, sourceCount, blockCount] = [8, 10, 12, 14, 16].map((at) =>
    bytes.readUInt16LE(at),
  ) as [number, number, number, number, number];
  let at = fixedBytes;
  const take = (length: number) => {
    at += length;
    return at - length;
  };
  const strips: Manifest['strips'] = [];
  const numbered: ({ source: number; place: number } | null)[] = [];
  for (let index = 0; index < stripCount; index++) {
    const rows = bytes.readUInt8(take(1));
    const channels = bytes.readUInt8(take(1));
    const start = take(32);
    const digest = new Uint8Array(bytes.subarray(start, start + 32));
    strips.push({ rows, channels: (channels & ~isElsewhere) === 3 ? 3 : 4, digest });
    const own = (channels & isElsewhere) === 0;
    numbered.push(
      own ? null : { source: bytes.readUInt16LE(take(2)), place: bytes.readUInt16LE(take(2)) },
    );
  }
  const sources = Array.from({ length: sourceCount }, () => {
    const start = take(nameBytes);
    return bytes.toString('hex', start, start + nameBytes);
  });
  const blocks = Array.from({ length: blockCount }, () => bytes.readUInt32LE(take(4)));
  const rowBytes = bytes.readUInt32LE(18);
  const manifest = { width, height, strips };
  return {
    manifest,
    elsewhere: numbered.map(
      (one) => one && { source: sources[one.source] ?? null, place: one.place },
    ),
    blocks,
    rows: rowBytes === 0 ? null : readRows(bytes.subarray(at, at + rowBytes), height),
  };
}

function readRows(packed: Buffer, height: number): Uint32Array {
  // No more rows lie here than the picture has.
  const rows = zstdDecompressSync(packed, { maxOutputLength: 8 * height });
  // A copy of its own, whose first byte is where a word may begin.
  return new Uint32Array(new Uint8Array(rows).buffer);
}

/** A strip that lies in a pack. */
export interface OwnStrip {
  /** Which one of the manifest. */
  index: number;
  block: number;
  /** First byte in the content of the block. */
  start: number;
  /** First row in `rows`. */
  row: number;
}

/** The strips that lie in a pack, and bytes of content of its blocks. */
export function ownStrips({ manifest, elsewhere }: Pick<PackHeader, 'manifest' | 'elsewhere'>): {
  strips: OwnStrip[];
  blockBytes: number[];
} {
  const { width } = manifest;
  const own = manifest.strips.flatMap((strip, index) =>
    elsewhere[index] === null
      ? [{ ...strip, index, bytes: contentBytes({ width, ...strip }) }]
      : [],
  );
  const counts = groupIntoBlocks(own.map(({ bytes }) => bytes));
  const strips: OwnStrip[] = [];
  const blockBytes: number[] = [];
  let row = 0;
  let next = 0;
  for (const [block, count] of counts.entries()) {
    let start = 0;
    for (const { index, rows, bytes } of own.slice(next, next + count)) {
      strips.push({ index, block, start, row });
      start += bytes;
      row += rows;
    }
    next += count;
    blockBytes.push(start);
  }
  return { strips, blockBytes };
}
