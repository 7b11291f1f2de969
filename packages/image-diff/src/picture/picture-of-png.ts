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
  const raw = inflateParts(parts);
  const reader = new PlainRows(parts, raw);
  const rowBytes = reader.above.length;
  const aboves = new Uint8Array(Math.ceil(height / bandRows) * rowBytes);
  withKernel((kernel) => {
    const pixels = kernel.reserve(bandRows * stride);
    for (let y = 0; y < height; y += bandRows) {
      aboves.set(reader.above, (y / bandRows) * rowBytes);
      const count = Math.min(bandRows, height - y);
      reader.read(kernel, count, pixels);
      rows.set(fingerprintRows(kernel, { pixels, width, count, key }), y * 2);
    }
  });
  const readRows: Picture['readRows'] = (kernel, from, to, into) => {
    const index = Math.floor(from / bandRows);
    const above = aboves.subarray(index * rowBytes, (index + 1) * rowBytes);
    const band = new PlainRows(parts, raw, { row: index * bandRows, above });
    band.skip(kernel, from % bandRows);
    band.read(kernel, to - from, into);
  };
  return { width, height, rows, readRows };
}
