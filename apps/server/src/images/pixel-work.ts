/** What a thread does to one picture. */
import { readFileSync } from 'node:fs';
import {
  cutPicture,
  encodeRows,
  identifyPicture,
  type PackedStrips,
  packStrips,
  pixelHashOf,
  readerOfPng,
  readerOfStored,
  readerWithoutAreas,
  verifyStrips,
} from '@twinlens/image-diff';
import type { LocatedPicture, Pixels, SentStrips, StripsOfFile } from '@twinlens/visual-tests';
import { blockReader } from './located-blocks.ts';
import type { HashQuestion } from './messages.ts';

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

export function encode(picture: LocatedPicture): Uint8Array {
  const opaque = picture.manifest.strips.every(({ channels }) => channels === 3);
  return encodeRows(open(picture), opaque);
}
