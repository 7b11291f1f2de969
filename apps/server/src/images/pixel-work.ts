/** What a thread does to one picture. */
import { readFileSync } from 'node:fs';
import { thumbnailShape } from '@twinlens/contract';
import {
  cutPicture,
  encodeRows,
  identifyPicture,
  isOpaque,
  type PackedStrips,
  packStrips,
  pixelHashOf,
  readerOf,
  readerOfPng,
  readerOfStored,
  readerWithoutAreas,
  thumbnailOf,
  verifyStrips,
} from '@twinlens/image-diff';
import type { LocatedPicture, Pixels, SentStrips, StripsOfFile } from '@twinlens/visual-tests';
import { blockReader } from './located-blocks.ts';
import type { HashQuestion, ThumbnailQuestion } from './messages.ts';

/** What a worker's own pictures may have at most. */
const maxPixels = 60_000_000;

/** The same of all frames of an animation together. */
const maxTotalPixels = 240_000_000;

export const readPixels = (path: string): Pixels =>
  identifyPicture(readFileSync(path), { limits: { maxPixels, maxTotalPixels } });

export function compress({ path, manifest, wanted, key }: StripsOfFile): PackedStrips {
  return packStrips(readerOfPng(readFileSync(path), { maxPixels }), manifest, wanted, key);
}

export const verify = ({ manifest, sent, blocks, key }: SentStrips): { rows: Uint32Array } => ({
  rows: verifyStrips(manifest, sent, blocks, key),
});

const open = (picture: LocatedPicture) => readerOfStored(picture, blockReader(picture.blocks));

export const hashWithoutAreas = ({ picture, ignored }: HashQuestion): string =>
  pixelHashOf(cutPicture(readerWithoutAreas(open(picture), ignored)));

/** Of an animation, the picture that stands for it is read, which is its first frame. */
export function makeThumbnail({ picture, width }: ThumbnailQuestion): Uint8Array {
  const reader = 'png' in picture ? readerOfPng(picture.png, { maxPixels }) : open(picture.stored);
  const small = thumbnailOf(reader, { width, shape: thumbnailShape });
  return encodeRows(readerOf(small), isOpaque(small));
}

export function encode(picture: LocatedPicture): Uint8Array {
  const opaque = picture.manifest.strips.every(({ channels }) => channels === 3);
  return encodeRows(open(picture), opaque);
}
