import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { identifyPicture } from '@twinlens/image-diff';

export interface Picture {
  bytes: Uint8Array;
  /** As a worker names its pixels. */
  hash: string;
  width: number;
  height: number;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
}

/**
 * A PNG of this size, whatever its compressed pixels are.
 * @param kind bit depth, colour type, compression, filter and interlace; 8-bit RGBA when left out
 * @param palette three bytes a colour
 */
export function pngOf(
  width: number,
  height: number,
  data: Buffer,
  kind = [8, 6, 0, 0, 0],
  palette?: Buffer,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(kind, 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * A small PNG of one colour; another text gives another one.
 * @param level how hard it is compressed, which changes the bytes and not the pixels
 */
export function picture(text: string, width = 3, height = 2, level = 6): Picture {
  const colour = createHash('sha256').update(text).digest().subarray(0, 4);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => colour)]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const bytes = pngOf(width, height, deflateSync(rows, { level }));
  return { bytes, hash: identifyPicture(bytes).pixelHash, width, height };
}
