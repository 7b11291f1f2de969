import { withKernel } from '../kernel/kernel.ts';
import {
  decodeParts,
  defaultLimits,
  inflateParts,
  type PngLimits,
  requireWithin,
} from '../png/decode-png.ts';
import { isPlain, PlainRows } from '../png/plain-rows.ts';
import { readPngParts } from '../png/png-chunks.ts';
import { fingerprintRows, ownKey, type Picture, pictureOf } from './picture.ts';

/** Rows after which reading can begin. Those before the first one that is asked for are read in vain. */
const bandRows = 16;

/**
 * The picture of a PNG. Of what browsers write it is kept as the file has it, decompressed but filtered:
 * all rows are unfiltered once, to be fingerprinted, and again where they are asked for.
 * @param key see `pictureOf`
 * @throws PngError
 */
export function pictureOfPng(
  png: Uint8Array,
  limits: PngLimits = defaultLimits,
  key: Uint8Array = ownKey,
): Picture {
  const parts = readPngParts(png);
  if (!isPlain(parts)) return pictureOf(decodeParts(parts, limits), key);
  requireWithin(parts, limits);
  const { width, height } = parts;
  const stride = width * 4;
  const rows = new Uint32Array(height * 2);
  const reader = new PlainRows(parts, inflateParts(parts));
  const bands: PlainRows[] = [];
  withKernel((kernel) => {
    const pixels = kernel.reserve(bandRows * stride);
    for (let y = 0; y < height; y += bandRows) {
      bands.push(reader.fork());
      const count = Math.min(bandRows, height - y);
      reader.read(kernel, count, pixels);
      rows.set(fingerprintRows(kernel, { pixels, width, count, key }), y * 2);
    }
  });
  const readRows: Picture['readRows'] = (kernel, from, to, into) => {
    const band = (bands[Math.floor(from / bandRows)] as PlainRows).fork();
    band.skip(kernel, from % bandRows);
    band.read(kernel, to - from, into);
  };
  return { width, height, rows, readRows };
}
