/**
 * A strip: some rows of a picture, named by what is seen of them. Its content is the pixels of its rows,
 * as RGB where all are opaque and as RGBA where one is not; its digest is the SHA-256 over width and
 * rows (unsigned 32 bits, little endian), the number of channels (one byte) and the content. How it is
 * compressed has no part in that.
 */
import { createHash } from 'node:crypto';
import type { Kernel } from '../kernel/kernel.ts';

export interface StripShape {
  width: number;
  rows: number;
  channels: 3 | 4;
}

/** What is there is not the strips it is said to be. */
export class StripError extends Error {
  override readonly name = 'StripError';
}

export const contentBytes = ({ width, rows, channels }: StripShape): number =>
  width * rows * channels;

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
