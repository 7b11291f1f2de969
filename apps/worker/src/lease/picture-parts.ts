import { type NamedImage, packCutPicture } from '@twinlens/contract';
import type { Area } from '../picture/messages.ts';
import type { CutStill } from '../picture/read-picture.ts';

/** A picture that has been read. */
export interface NewPicture {
  hash: string;
  png: Buffer;
  ignored: Area[];
  /** Without it, it is an animation. */
  still?: CutStill;
}

const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex');

/** Some pictures as they are brought: animations as they are, stills in those strips that are missing. */
export class PictureParts {
  readonly #pictures: readonly NewPicture[];

  constructor(pictures: readonly NewPicture[]) {
    this.#pictures = pictures;
  }

  /** Of all strips, each once. */
  digests(): string[] {
    const strips = this.#pictures.flatMap(({ still }) => still?.manifest.strips ?? []);
    return [...new Set(strips.map(({ digest }) => hex(digest)))];
  }

  /**
   * The missing pictures, in the order in which they are to be sent: a strip goes with the first one that
   * has it.
   */
  async pack(
    missing: ReadonlySet<string>,
    missingStrips: ReadonlySet<string>,
  ): Promise<NamedImage[]> {
    const left = new Set(missingStrips);
    const images: NamedImage[] = [];
    for (const picture of this.#pictures) {
      if (missing.has(picture.hash)) images.push(await packPicture(picture, left));
      else picture.still?.forget();
    }
    return images;
  }
}

/** @param left strips that nobody has brought yet; those of the picture are taken out */
async function packPicture(
  { hash, png, ignored, still }: NewPicture,
  left: Set<string>,
): Promise<NamedImage> {
  if (still === undefined) return { hash, bytes: png };
  const { manifest } = still;
  const own = new Set(left);
  const strips = manifest.strips.map(({ rows, channels, digest }) => {
    const name = hex(digest);
    return { rows, channels, digest: name, sent: own.delete(name) };
  });
  // Where something does not count, the server may have another picture of this name, in other strips.
  if (ignored.length === 0) for (const { digest } of strips) left.delete(digest);
  const wanted = strips.flatMap(({ sent }, index) => (sent ? [index] : []));
  const blocks = await still.compress(wanted);
  const { width, height } = manifest;
  const head = { width, height, strips, ...(ignored.length > 0 && { ignored }) };
  return { hash, bytes: packCutPicture(head, blocks) };
}
