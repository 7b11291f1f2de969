import type { Kernel } from '../kernel/kernel.ts';
import { PngError, type PngParts } from './png-chunks.ts';

/** Whether the pixels are eight bits of RGB or RGBA in one pass: what browsers write. */
export const isPlain = ({ bitDepth, colourType, interlaced, transparency }: PngParts): boolean =>
  bitDepth === 8 &&
  !interlaced &&
  (colourType === 6 || (colourType === 2 && transparency === undefined));

/** Where reading begins. */
interface Start {
  /** The first row. */
  row: number;
  /** The row before it, unfiltered: the filters look at it. */
  above: Uint8Array;
}

/**
 * Reads the rows of a plain PNG one band after the other, in the kernel's memory.
 * @param raw the decompressed pixels, as the PNG has them: rows of one filter byte and `width` pixels
 */
export class PlainRows {
  readonly #width: number;
  readonly #step: number;
  readonly #raw: Uint8Array;
  #next: number;
  readonly #above: Uint8Array;

  constructor({ width, colourType }: PngParts, raw: Uint8Array, start?: Start) {
    this.#width = width;
    this.#step = colourType === 2 ? 3 : 4;
    this.#raw = raw;
    this.#next = (start?.row ?? 0) * (width * this.#step + 1);
    this.#above = start ? new Uint8Array(start.above) : new Uint8Array(width * this.#step);
  }

  /** The last row that was read, as the file has its pixels. */
  get above(): Uint8Array {
    return this.#above;
  }

  /** Passes over the next rows. @throws PngError where a filter is unknown */
  skip(kernel: Kernel, rows: number): void {
    const mark = kernel.mark;
    this.#unfilter(kernel, rows);
    kernel.release(mark);
  }

  /**
   * Writes the next rows as RGBA.
   * @param into where in the kernel's memory
   * @throws PngError where a filter is unknown
   */
  read(kernel: Kernel, rows: number, into: number): void {
    const stride = this.#width * this.#step;
    const mark = kernel.mark;
    const first = this.#unfilter(kernel, rows);
    if (this.#step === 3) {
      kernel.run.expandOpaqueRows(first, stride + 1, into, this.#width, rows);
    } else {
      for (let y = 0; y < rows; y++) {
        const row = first + y * (stride + 1);
        kernel.bytes(into + y * stride, stride).set(kernel.bytes(row, stride));
      }
    }
    kernel.release(mark);
  }

  /** @returns where the first pixel of the next rows is; each has the byte of its filter before it */
  #unfilter(kernel: Kernel, rows: number): number {
    const stride = this.#width * this.#step;
    const length = rows * (stride + 1);
    const above = kernel.reserve(stride);
    const raw = kernel.reserve(length);
    if (rows === 0) return raw;
    kernel.bytes(above, stride).set(this.#above);
    kernel.bytes(raw, length).set(this.#raw.subarray(this.#next, this.#next + length));
    const unknown = kernel.run.unfilterRows(raw, stride, rows, this.#step, above);
    if (unknown !== -1) throw new PngError(`the PNG is damaged: unknown filter ${unknown}`);
    this.#above.set(kernel.bytes(raw + length - stride, stride));
    this.#next += length;
    return raw + 1;
  }
}
