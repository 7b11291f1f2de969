import { unpackCutPicture } from '@twinlens/contract';
import {
  contentBytes,
  encodeRows,
  groupIntoBlocks,
  type Manifest,
  readerOfStored,
  type StoredStrips,
  verifyStrips,
} from '@twinlens/image-diff';

/** Where one strip is: which block of all that arrived, and from which byte of its content on. */
type Place = StoredStrips['places'][number];

const key = new Uint8Array(32);

/** The strips that arrived, from which pictures are put together. */
export class ReceivedStrips {
  received = 0;
  named = 0;
  readonly #places = new Map<string, Place>();
  readonly #blocks: Uint8Array[] = [];
  readonly #blockBytes: number[] = [];

  has(digest: string): boolean {
    return this.#places.has(digest);
  }

  /** The PNG of an image as it was sent. @throws when a strip is not what it is called, or misses */
  pngOf(image: Uint8Array): Buffer {
    if (image[0] !== '{'.charCodeAt(0)) return Buffer.from(image);
    const { picture, blocks } = unpackCutPicture(image);
    const { width, height } = picture;
    const strips = picture.strips.map(({ rows, channels, digest }) => ({
      rows,
      channels,
      digest: Uint8Array.from(Buffer.from(digest, 'hex')),
    }));
    const manifest: Manifest = { width, height, strips };
    const sent = picture.strips.flatMap((strip, index) => (strip.sent ? [index] : []));
    verifyStrips(manifest, sent, blocks, key);
    this.received += sent.length;
    this.named += strips.length;
    this.#take(picture.strips.filter((strip) => strip.sent).map((one) => ({ ...one, width })));
    this.#blocks.push(...blocks);
    const places = picture.strips.map(({ digest }) => {
      const place = this.#places.get(digest);
      if (place === undefined) throw new Error(`strip ${digest} was never uploaded`);
      return place;
    });
    const stored = { manifest, places, blockBytes: this.#blockBytes, rows: null, key };
    const reader = readerOfStored(stored, (block) => this.#blocks[block] as Uint8Array);
    const opaque = strips.every(({ channels }) => channels === 3);
    return encodeRows(reader, opaque);
  }

  #take(strips: { digest: string; width: number; rows: number; channels: 3 | 4 }[]): void {
    let next = 0;
    for (const count of groupIntoBlocks(strips.map(contentBytes))) {
      let start = 0;
      for (const strip of strips.slice(next, next + count)) {
        this.#places.set(strip.digest, { block: this.#blockBytes.length, start });
        start += contentBytes(strip);
      }
      this.#blockBytes.push(start);
      next += count;
    }
  }
}
