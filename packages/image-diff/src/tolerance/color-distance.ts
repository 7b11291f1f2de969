import type { Rows } from './white-rows.ts';

/** The largest distance there is, that of black and white or nearly so. */
const largest = 35215;

/**
 * How different two colours look, from 0 to 1: the squared distance in YIQ, weighted as in
 * Kotsarenko and Ramos, "Measuring perceived color difference using YIQ NTSC transmission color space in
 * mobile applications" (2010).
 */
export function colorDistance(red: number, green: number, blue: number): number {
  const y = red * 0.29889531 + green * 0.58662247 + blue * 0.11448223;
  const i = red * 0.59597799 - green * 0.2741761 - blue * 0.32180189;
  const q = red * 0.21147017 - green * 0.52261711 + blue * 0.31114694;
  return (0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q) / largest;
}

/** @returns how many pixels of a row differ by more than the threshold */
export function colorCounter(before: Rows, after: Rows, threshold: number): (y: number) => number {
  return (y) => {
    const one = before.at(y);
    const other = after.at(y);
    let count = 0;
    for (let at = 0; at < one.length; at += 3) {
      const red = (one[at] as number) - (other[at] as number);
      const green = (one[at + 1] as number) - (other[at + 1] as number);
      const blue = (one[at + 2] as number) - (other[at + 2] as number);
      if (colorDistance(red, green, blue) > threshold) count++;
    }
    return count;
  };
}
