/** Colours of pixels in letters. Pure. */
import { colorDistance } from '@twinlens/image-diff/browser';

/** Red, green, blue and alpha, 0 to 255. */
export type Pixel = readonly [number, number, number, number];

export const hexOf = (pixel: Pixel): string =>
  `#${(pixel[3] === 255 ? pixel.slice(0, 3) : pixel)
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;

export const rgbaOf = ([red, green, blue, alpha]: Pixel): string =>
  `rgba(${red}, ${green}, ${blue}, ${Number((alpha / 255).toFixed(3))})`;

/** On white, as the engine sees them. */
const onWhite = ([red, green, blue, alpha]: Pixel) =>
  [red, green, blue].map((channel) => 255 + ((channel - 255) * alpha) / 255);

/** How different two pixels look, from 0 to 1, as tolerances count it. */
export function distanceOf(one: Pixel, other: Pixel): number {
  const from = onWhite(one);
  const [red = 0, green = 0, blue = 0] = onWhite(other).map(
    (channel, at) => channel - (from[at] as number),
  );
  return colorDistance(red, green, blue);
}
