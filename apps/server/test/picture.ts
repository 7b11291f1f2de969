import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

export interface Picture {
  bytes: Uint8Array;
  /** SHA-256, as a worker would name its pixels. */
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

/** A small PNG of one colour; another text gives another one. */
export function picture(text: string, width = 3, height = 2): Picture {
  const colour = createHash('sha256').update(text).digest().subarray(0, 4);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => colour)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const bytes = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const hash = createHash('sha256').update(`${width}x${height} ${text}`).digest('hex');
  return { bytes, hash, width, height };
}
