/** Which pixels of a pair of regions differ, kept for a mask to be painted of them. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Region } from '../pixmap/region.ts';
import type { ChangedOperation } from './comparison.ts';

/** Some rows of a pair in the kernel's memory, one byte a pixel; see assembly/marks.ts. */
interface Marks {
  /** The first row, of the pair. */
  y: number;
  rows: number;
  mask: number;
  maskStride: number;
}

/** Of the pixels of a pair one bit each, the first one lowest; each row begins with a byte of its own. */
export class DifferenceBits {
  /** First pixel of the pair in the later picture. */
  readonly x: number;
  readonly y: number;
  /** Bytes of a row. */
  readonly stride: number;
  readonly bits: Uint8Array;
  readonly #width: number;

  constructor({ after }: { after: Region }) {
    this.x = after.x;
    this.y = after.y;
    this.#width = after.width;
    this.stride = (after.width + 7) >> 3;
    this.bits = new Uint8Array(this.stride * after.height);
  }

  /** Takes what is marked in a band. */
  add(kernel: Kernel, { y, rows, mask, maskStride }: Marks): void {
    const mark = kernel.mark;
    const out = kernel.reserve(this.stride * rows);
    kernel.run.packMarks(mask, maskStride, this.#width, rows, out);
    this.bits.set(kernel.bytes(out, this.stride * rows), this.stride * y);
    kernel.release(mark);
  }
}

/** By the operations they are of: pixels need not be read again to paint what was found. */
export class KeptBits {
  readonly #bits = new WeakMap<ChangedOperation, DifferenceBits>();

  keep(operation: ChangedOperation, bits: DifferenceBits): void {
    this.#bits.set(operation, bits);
  }

  of(operation: ChangedOperation): DifferenceBits | undefined {
    return this.#bits.get(operation);
  }
}
