/** The container of a PNG: signature, header, colour tables and the compressed pixels. */
import { crc32 } from 'node:zlib';

/** The bytes are not a PNG, a damaged one, or one larger than allowed. */
export class PngError extends Error {
  override readonly name = 'PngError';
}

/** The picture needs more room than allowed; nothing of it was decompressed. */
export class PngTooLargeError extends PngError {}

export interface PngParts {
  width: number;
  height: number;
  /** Bits of one sample: 1, 2, 4, 8 or 16. */
  bitDepth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  colourType: number;
  /** Adam7: the pixels come in seven passes. */
  interlaced: boolean;
  /** Content of PLTE: three bytes a colour. */
  palette: Buffer | undefined;
  /** Content of tRNS: alphas of the palette, or the one colour that is transparent. */
  transparency: Buffer | undefined;
  /** The zlib stream, still compressed. */
  data: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const bitDepths: Record<number, number[] | undefined> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

function readHeader(header: Buffer) {
  const bitDepth = header.readUInt8(8);
  const colourType = header.readUInt8(9);
  const [compression, filter, interlace] = header.subarray(10, 13);
  if (!bitDepths[colourType]?.includes(bitDepth)) {
    throw new PngError(`there are no PNGs of colour type ${colourType} with ${bitDepth} bits`);
  }
  if (compression !== 0 || filter !== 0 || (interlace !== 0 && interlace !== 1)) {
    throw new PngError('the PNG is packed in a way no standard describes');
  }
  return {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    bitDepth,
    colourType,
    interlaced: interlace === 1,
  };
}

export interface Chunk {
  /** Four letters. */
  type: string;
  content: Buffer;
}

/**
 * The chunks of a PNG in their order, from IHDR to IEND; what follows that is no part of it.
 * @throws PngError where one is damaged or misses.
 */
export function* chunksOf(png: Uint8Array): Generator<Chunk> {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (!bytes.subarray(0, 8).equals(signature)) throw new PngError('not a PNG');
  for (let offset = 8, type = ''; type !== 'IEND'; ) {
    if (offset + 12 > bytes.length) throw new PngError('the PNG ends too early');
    const first = offset === 8;
    const length = bytes.readUInt32BE(offset);
    const end = offset + 8 + length;
    if (end + 4 > bytes.length) throw new PngError('the PNG ends too early');
    type = bytes.toString('latin1', offset + 4, offset + 8);
    if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(offset + 4, end))) {
      throw new PngError(`the PNG is damaged: wrong checksum in ${type}`);
    }
    if (first !== (type === 'IHDR') || (first && length !== 13)) {
      throw new PngError('the PNG has no valid header');
    }
    yield { type, content: bytes.subarray(offset + 8, end) };
    offset = end + 4;
  }
}

/** A PNG of these chunks. */
export function assemblePng(chunks: Iterable<Chunk>): Buffer {
  const parts: Buffer[] = [signature];
  for (const { type, content } of chunks) {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length, 0);
    head.write(type, 4, 'latin1');
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(content, crc32(head.subarray(4))));
    parts.push(head, content, sum);
  }
  return Buffer.concat(parts);
}

/**
 * Splits a PNG into its parts; nothing is decompressed.
 * @throws PngError when it is damaged.
 */
export function readPngParts(png: Uint8Array): PngParts {
  let header: Buffer | undefined;
  const tables = new Map<string, Buffer>();
  const data: Buffer[] = [];
  for (const { type, content } of chunksOf(png)) {
    if (type === 'IHDR') header = content;
    else if (type === 'IDAT') data.push(content);
    else if (type === 'PLTE' || type === 'tRNS') {
      if (tables.has(type) || data.length > 0) {
        throw new PngError(`the PNG is damaged: ${type} at the wrong place`);
      }
      tables.set(type, content);
    }
  }
  if (header === undefined) throw new PngError('the PNG has no valid header');
  return {
    ...readHeader(header),
    palette: tables.get('PLTE'),
    transparency: tables.get('tRNS'),
    data: data.length === 1 && data[0] ? data[0] : Buffer.concat(data),
  };
}
