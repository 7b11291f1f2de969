/** PNGs, as clients send them. */
import { decodePng, identifyPicture, PngError } from '@twinlens/image-diff';
import { mutatedPng } from '../mutate-png.ts';
import { smallPictures } from '../small-pictures.ts';
import type { Target } from '../target.ts';

/** So small that a bomb is found by its time or not at all. */
const limits = { maxPixels: 250_000, maxTotalPixels: 1_000_000 };

export const pictures: Target = {
  seeds: smallPictures,
  mutated: mutatedPng,
  isClear: (error) => error instanceof PngError,
  feed(png) {
    const { width, height, rgba } = decodePng(png, limits);
    if (rgba.length !== width * height * 4) return 'it has other pixels than its size says';
    identifyPicture(png, { limits });
    return null;
  },
};
