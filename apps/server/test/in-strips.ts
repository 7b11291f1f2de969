/** A still picture as a worker brings it. */
import { type CutPicture, type NamedImage, packCutPicture } from '@twinlens/contract';
import {
  compressStrips,
  defaultLimits,
  identifyPicture,
  type Region,
  readerOfPng,
} from '@twinlens/image-diff';

const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex');

export interface InStrips extends NamedImage {
  /** Digests of its strips, from the top. */
  digests: string[];
  head: Omit<CutPicture, 'blocks'>;
  blocks: Uint8Array[];
}

/** @param known digests of strips that are not sent */
export function inStrips(
  png: Uint8Array,
  { known = new Set(), ignored = [] }: { known?: ReadonlySet<string>; ignored?: Region[] } = {},
): InStrips {
  const { pixelHash: hash, manifest } = identifyPicture(png, { ignored });
  if (manifest === undefined) throw new Error('an animation is not cut');
  const seen = new Set(known);
  const strips = manifest.strips.map(({ rows, channels, digest }) => {
    const name = hex(digest);
    const sent = !seen.has(name);
    seen.add(name);
    return { rows, channels, digest: name, sent };
  });
  const wanted = strips.flatMap(({ sent }, index) => (sent ? [index] : []));
  const blocks = compressStrips(readerOfPng(png, defaultLimits), manifest, wanted);
  const { width, height } = manifest;
  const head = { width, height, strips, ...(ignored.length > 0 && { ignored }) };
  const digests = strips.map(({ digest }) => digest);
  return { hash, bytes: packCutPicture(head, blocks), digests, head, blocks };
}
