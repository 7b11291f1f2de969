/** Small pictures in strips, and how one is put together again of what is in its pack. */
import {
  compressStrips,
  defaultLimits,
  encodeRows,
  identifyPicture,
  type Manifest,
  readerOfPng,
  readerOfStored,
} from '@twinlens/image-diff';
import { ownStrips, type PackHeader } from '@twinlens/visual-tests';
import { smallPictures } from './small-pictures.ts';

export interface InStrips {
  manifest: Manifest;
  blocks: Uint8Array[];
}

/** Bytes; what is larger only makes every look slower. */
const largest = 8_000;

export const smallInStrips = (): InStrips[] =>
  smallPictures()
    .filter((png) => png.length < largest)
    .flatMap((png) => {
      const { manifest } = identifyPicture(png);
      if (manifest === undefined) return [];
      const all = manifest.strips.map((_, index) => index);
      return [{ manifest, blocks: compressStrips(readerOfPng(png, defaultLimits), manifest, all) }];
    });

/** What reading a picture needs to be keyed with, and nothing depends on here. */
export const key = new Uint8Array(32);

/**
 * The PNG of a picture all of whose strips are in its own pack.
 * @throws RangeError where one is not
 */
export function pngOf(header: PackHeader, blocks: readonly Uint8Array[]): Buffer {
  const { strips, blockBytes } = ownStrips(header);
  let next = 0;
  const places = header.elsewhere.map((one) => {
    if (one !== null && one.source !== null) throw new RangeError('the pack needs another pack');
    const strip = strips[one?.place ?? next];
    if (one === null) next += 1;
    if (strip === undefined) throw new RangeError('a strip is not in the pack it is said to be in');
    return { block: strip.block, start: strip.start };
  });
  const stored = { manifest: header.manifest, places, blockBytes, rows: null, key };
  const reader = readerOfStored(stored, (block) => {
    const bytes = blocks[block];
    if (bytes === undefined) throw new RangeError('a block is not in the pack it is said to be in');
    return bytes;
  });
  return encodeRows(
    reader,
    header.manifest.strips.every(({ channels }) => channels === 3),
  );
}
