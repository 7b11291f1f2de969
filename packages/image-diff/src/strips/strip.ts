/**
 * A strip: some rows of a picture, named by what is seen of them. Its content is the pixels of its rows,
 * as RGB where all are opaque and as RGBA where one is not; its digest is the SHA-256 over width and
 * rows (unsigned 32 bits, little endian), the number of channels (one byte) and the content. How it is
 * compressed has no part in that.
 */
import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Kernel } from '../kernel/kernel.ts';

export interface StripShape {
  width: number;
  rows: number;
  channels: 3 | 4;
}

/** The bytes are not the strip they are said to be. */
export class StripError extends Error {
  override readonly name = 'StripError';
}

const contentBytes = ({ width, rows, channels }: StripShape) => width * rows * channels;

/** Fast, and a third smaller than what browsers make of the same pixels. */
const level = 3;

/** @returns SHA-256, 32 bytes */
export function digestOfStrip(shape: StripShape, content: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt32LE(shape.width, 0);
  head.writeUInt32LE(shape.rows, 4);
  head.writeUInt8(shape.channels, 8);
  return createHash('sha256').update(head).update(content).digest();
}

/**
 * The content of rows that lie in the kernel's memory as RGBA.
 * @returns a view of the kernel's memory: valid until that is used again
 */
export function contentOfRows(
  kernel: Kernel,
  pixels: number,
  { width, rows }: { width: number; rows: number },
): { shape: StripShape; content: Uint8Array } {
  const count = width * rows;
  if (!kernel.run.isOpaque(pixels, count)) {
    return { shape: { width, rows, channels: 4 }, content: kernel.bytes(pixels, count * 4) };
  }
  const mark = kernel.mark;
  const opaque = kernel.reserve(count * 3);
  kernel.run.dropAlpha(pixels, opaque, count);
  kernel.release(mark);
  return { shape: { width, rows, channels: 3 }, content: kernel.bytes(opaque, count * 3) };
}

export const compressStrip = (content: Uint8Array): Buffer =>
  zstdCompressSync(content, {
    chunkSize: Math.max(1024, content.length),
    params: { [constants.ZSTD_c_compressionLevel]: level },
  });

/** @throws StripError where it does not have the length its shape says */
export function decompressStrip(shape: StripShape, compressed: Uint8Array): Buffer {
  const length = contentBytes(shape);
  let content: Buffer;
  try {
    content = zstdDecompressSync(compressed, {
      chunkSize: Math.max(1024, length),
      maxOutputLength: length,
    });
  } catch (cause) {
    throw new StripError('the strip is damaged: it cannot be decompressed', { cause });
  }
  if (content.length !== length) throw new StripError('the strip is damaged: pixels are missing');
  return content;
}

/**
 * Writes some rows of a strip's content as RGBA.
 * @param into where in the kernel's memory
 */
export function expandStrip(
  kernel: Kernel,
  { width, channels }: StripShape,
  content: Uint8Array,
  rows: { from: number; to: number },
  into: number,
): void {
  const wanted = content.subarray(rows.from * width * channels, rows.to * width * channels);
  if (channels === 4) {
    kernel.bytes(into, wanted.length).set(wanted);
    return;
  }
  const mark = kernel.mark;
  const opaque = kernel.reserve(wanted.length);
  kernel.bytes(opaque, wanted.length).set(wanted);
  kernel.run.expandOpaqueRows(opaque, width * 3, into, width, rows.to - rows.from);
  kernel.release(mark);
}
