/** The WebAssembly module that does what is done to every pixel; the same bytes in Node and in browsers. */
import { kernelBytes } from './kernel-bytes.ts';

/** What assembly/kernel.ts exports. Addresses are numbers of bytes in the module's memory. */
interface Exports {
  memory: WebAssembly.Memory;
  firstFreeByte(): number;
  unfilterRows(raw: number, stride: number, height: number, step: number, above: number): number;
  expandOpaqueRows(
    from: number,
    fromStride: number,
    to: number,
    width: number,
    height: number,
  ): void;
  dropAlpha(from: number, to: number, pixels: number): void;
  isOpaque(pixels: number, count: number): number;
  fingerprintRows(rows: number, width: number, height: number, key: number, out: number): void;
  fingerprintCells(
    rows: number,
    width: number,
    height: number,
    key: number,
    like: number,
    likeCells: number,
    out: number,
  ): void;
  fingerprintColumns(
    pixels: number,
    stride: number,
    width: number,
    height: number,
    out: number,
  ): void;
  markDifferences(
    before: number,
    beforeStride: number,
    after: number,
    afterStride: number,
    width: number,
    height: number,
    threshold: number,
    mask: number,
  ): number;
  markDisplaced(
    before: number,
    beforeStride: number,
    after: number,
    afterStride: number,
    width: number,
    height: number,
    mask: number,
    mostLeft: number,
    mostOff: number,
  ): number;
  packMarks(mask: number, maskStride: number, width: number, height: number, out: number): void;
  countApart(
    before: number,
    after: number,
    width: number,
    height: number,
    threshold: number,
    out: number,
  ): void;
  describeTiles(
    before: number,
    beforeStride: number,
    after: number,
    afterStride: number,
    width: number,
    height: number,
    mask: number,
    maskStride: number,
    out: number,
  ): void;
}

const pageBytes = 65_536;

/** SIMD reads up to here past what it was given. Bytes. */
const slack = 64;

/** An instance that has grown beyond this is not kept for the next picture: memory never shrinks. Bytes. */
const mostKept = 48 * 1024 * 1024;

/** One instance of the module, and who has which part of its memory. */
export class Kernel {
  readonly run: Exports;
  #free: number;

  constructor(module: WebAssembly.Module) {
    this.run = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    // Room before the first byte as well: what lies above the first row is read and not used.
    this.#free = this.run.firstFreeByte() + slack;
  }

  /** Where the next reservation begins; to be given back to `release`. */
  get mark(): number {
    return this.#free;
  }

  /** Takes memory for as long as it is not released. @returns its address, divisible by 16 */
  reserve(bytes: number): number {
    const start = (this.#free + 15) & ~15;
    this.#free = start + bytes + slack;
    const missing = this.#free - this.run.memory.buffer.byteLength;
    if (missing > 0) this.run.memory.grow(Math.ceil(missing / pageBytes));
    return start;
  }

  /** Gives back everything that was reserved since `mark`. */
  release(mark: number): void {
    this.#free = mark;
  }

  /** The memory from an address on; no longer valid once more is reserved. */
  bytes(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.run.memory.buffer as ArrayBuffer, address, length);
  }

  /** The same in words of 32 bits; `address` is divisible by four. */
  words(address: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.run.memory.buffer as ArrayBuffer, address, length);
  }
}

let compiled: WebAssembly.Module | undefined;
let idle: Kernel | undefined;

function compile(): WebAssembly.Module {
  const text = atob(kernelBytes);
  return new WebAssembly.Module(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
}

/** An instance of its own, for what keeps something in its memory. */
export function newKernel(): Kernel {
  compiled ??= compile();
  return new Kernel(compiled);
}

/** Lends the thread's instance for one piece of work. Whatever was reserved in it is free afterwards. */
export function withKernel<T>(work: (kernel: Kernel) => T): T {
  // Where work is begun inside other work, it gets an instance of its own.
  const kernel = idle ?? newKernel();
  idle = undefined;
  const mark = kernel.mark;
  try {
    return work(kernel);
  } finally {
    kernel.release(mark);
    if (kernel.run.memory.buffer.byteLength <= mostKept) idle = kernel;
  }
}
