import { rowCache } from './row-cache.ts';
import { clamp, type Rows } from './white-rows.ts';

/** Rows and columns around a pixel that its window has: 11 by 11. */
export const windowReach = 5;
const deviation = 1.5;

const weights = gaussian();

function gaussian(): number[] {
  const taps = Array.from({ length: 2 * windowReach + 1 }, (_, at) =>
    Math.exp(-((at - windowReach) ** 2) / (2 * deviation ** 2)),
  );
  const sum = taps.reduce((total, tap) => total + tap);
  return taps.map((tap) => tap / sum);
}

/** They keep the quotient calm where there is next to nothing to divide by. */
const calmMean = (0.01 * 255) ** 2;
const calmVariance = (0.03 * 255) ** 2;

/** Of each pixel of a row: both means, both squares and the product, weighted sideways. */
const moments = 5;

function writeLuma(rgb: Float64Array, into: Float64Array): void {
  for (let x = 0; x < into.length; x++) {
    const red = rgb[x * 3] as number;
    const green = rgb[x * 3 + 1] as number;
    const blue = rgb[x * 3 + 2] as number;
    into[x] = red * 0.299 + green * 0.587 + blue * 0.114;
  }
}

/**
 * Counts by structural similarity: Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from
 * error visibility to structural similarity" (2004), on brightness, in Gaussian windows of 11 by 11
 * pixels. It goes from 1 to -1, so the distance of a pixel is (1 - similarity) / 2. Edges go on beyond
 * themselves.
 *
 * @returns how many pixels of a row differ by more than the threshold
 */
export function structuralCounter(
  before: Rows,
  after: Rows,
  threshold: number,
): (y: number) => number {
  const { width, height } = after;
  const one = new Float64Array(width);
  const other = new Float64Array(width);
  const size = { rows: 2 * windowReach + 1, length: width * moments };
  const sideways = rowCache(size, (y, into) => {
    writeLuma(before.at(y), one);
    writeLuma(after.at(y), other);
    into.fill(0);
    for (let x = 0; x < width; x++) {
      for (let tap = -windowReach; tap <= windowReach; tap++) {
        const weight = weights[tap + windowReach] as number;
        const from = clamp(x + tap, width);
        const b = one[from] as number;
        const a = other[from] as number;
        const at = x * moments;
        into[at] = (into[at] as number) + weight * b;
        into[at + 1] = (into[at + 1] as number) + weight * a;
        into[at + 2] = (into[at + 2] as number) + weight * b * b;
        into[at + 3] = (into[at + 3] as number) + weight * a * a;
        into[at + 4] = (into[at + 4] as number) + weight * b * a;
      }
    }
  });
  const window = new Float64Array(width * moments);
  return (y) => {
    window.fill(0);
    for (let tap = -windowReach; tap <= windowReach; tap++) {
      const row = sideways(clamp(y + tap, height));
      const weight = weights[tap + windowReach] as number;
      for (let at = 0; at < row.length; at++) {
        window[at] = (window[at] as number) + weight * (row[at] as number);
      }
    }
    let count = 0;
    for (let x = 0; x < width; x++) {
      if ((1 - similarity(window, x * moments)) / 2 > threshold) count++;
    }
    return count;
  };
}

function similarity(window: Float64Array, at: number): number {
  const meanBefore = window[at] as number;
  const meanAfter = window[at + 1] as number;
  const varianceBefore = (window[at + 2] as number) - meanBefore * meanBefore;
  const varianceAfter = (window[at + 3] as number) - meanAfter * meanAfter;
  const covariance = (window[at + 4] as number) - meanBefore * meanAfter;
  return (
    ((2 * meanBefore * meanAfter + calmMean) * (2 * covariance + calmVariance)) /
    ((meanBefore * meanBefore + meanAfter * meanAfter + calmMean) *
      (varianceBefore + varianceAfter + calmVariance))
  );
}
