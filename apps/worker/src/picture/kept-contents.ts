import { release } from '@twinlens/image-diff';

/** Content that is kept at most. Bytes. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The content of the strips of pictures that have just been read: most are asked for it a moment later.
 * Where it is too much, that of the picture read longest ago goes.
 */
export class KeptContents {
  readonly #strips = new Map<number, Uint8Array[]>();
  #bytes = 0;

  keep(id: number, strips: Uint8Array[]): void {
    this.#strips.set(id, strips);
    this.#bytes += bytesOf(strips);
    for (const oldest of this.#strips.keys()) {
      if (this.#bytes <= mostBytes) break;
      this.forget(oldest);
    }
  }

  get(id: number): Uint8Array[] | undefined {
    return this.#strips.get(id);
  }

  forget(id: number): void {
    const strips = this.#strips.get(id);
    if (!strips) return;
    this.#strips.delete(id);
    this.#bytes -= bytesOf(strips);
    for (const strip of strips) release(strip);
  }
}

const bytesOf = (strips: readonly Uint8Array[]) =>
  strips.reduce((sum, { byteLength }) => sum + byteLength, 0);
