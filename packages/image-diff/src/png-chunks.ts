/** The container of a PNG: signature, header and the compressed pixels. */
import { crc32 } from 'node:zlib';

/** The bytes are not a PNG, not one of the kind browsers write, or larger than allowed. */
export class PngError extends Error {
  override readonly name = 'PngError';
}

/** The picture has more pixels than allowed; nothing of it was decompressed. */
export class PngTooLargeError extends PngError {}

export interface PngParts {
  width: number;
  height: number;
  /** 3 for RGB, 4 for RGBA; eight bits each. */
  channels: 3 | 4;
  /** The zlib stream, still compressed. */
  data: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function channelsOf(header: Buffer): 3 | 4 {
  const [bitDepth, colourType, compression, filter, interlace] = header.subarray(8, 13);
  const channels = colourType === 2 ? 3 : colourType === 6 ? 4 : undefined;
  if (bitDepth !== 8 || channels === undefined || compression !== 0 || filter !== 0) {
    throw new PngError('only PNGs with 8-bit RGB or RGBA pixels are supported');
  }
  if (interlace !== 0) throw new PngError('interlaced PNGs are not supported');
  return channels;
}

/**
 * Splits a PNG into its parts; nothing is decompressed.
 * @throws PngError when it is damaged or of an unsupported kind.
 */
export function readPngParts(png: Uint8Array): PngParts {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (!bytes.subarray(0, 8).equals(signature)) throw new PngError('not a PNG');
  let header: Buffer | undefined;
  const data: Buffer[] = [];
  let offset = 8;
  for (;;) {
    if (offset + 12 > bytes.length) throw new PngError('the PNG ends too early');
    const length = bytes.readUInt32BE(offset);
    const end = offset + 8 + length;
    if (end + 4 > bytes.length) throw new PngError('the PNG ends too early');
    const type = bytes.toString('latin1', offset + 4, offset + 8);
    const content = bytes.subarray(offset + 8, end);
    if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(offset + 4, end))) {
      throw new PngError(`the PNG is damaged: wrong checksum in ${type}`);
    }
    if ((header === undefined) !== (type === 'IHDR') || (type === 'IHDR' && length !== 13)) {
      throw new PngError('the PNG has no valid header');
    }
    if (type === 'IHDR') header = content;
    else if (type === 'IDAT') data.push(content);
    else if (type === 'tRNS')
      throw new PngError('PNGs with a transparent colour are not supported');
    else if (type === 'IEND') break;
    offset = end + 4;
  }
  if (header === undefined) throw new PngError('the PNG has no valid header');
  return {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    channels: channelsOf(header),
    data: data.length === 1 && data[0] ? data[0] : Buffer.concat(data),
  };
}
