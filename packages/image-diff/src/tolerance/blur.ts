import { rowCache } from './row-cache.ts';
import { clamp, type Rows } from './white-rows.ts';

/** A Gaussian of one pixel's deviation, near enough: the binomial coefficients, which need no rounding. */
const weights = [1, 4, 6, 4, 1];
const sum = 16;

/** Rows and columns around a pixel that go into it. */
export const blurReach = 2;

/** The picture, blurred a little. Edges go on beyond themselves. */
export function blurred({ width, height, at }: Rows): Rows {
  const sideways = rowCache({ rows: weights.length, length: width * 3 }, (y, into) => {
    const row = at(y);
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let total = 0;
        for (let tap = -blurReach; tap <= blurReach; tap++) {
          const value = row[clamp(x + tap, width) * 3 + channel] as number;
          total += value * (weights[tap + blurReach] as number);
        }
        into[x * 3 + channel] = total / sum;
      }
    }
  });
  const blurredRow = new Float64Array(width * 3);
  return {
    width,
    height,
    at(y) {
      blurredRow.fill(0);
      for (let tap = -blurReach; tap <= blurReach; tap++) {
        const row = sideways(clamp(clamp(y, height) + tap, height));
        const weight = (weights[tap + blurReach] as number) / sum;
        for (let at = 0; at < row.length; at++) {
          blurredRow[at] = (blurredRow[at] as number) + (row[at] as number) * weight;
        }
      }
      return blurredRow;
    },
  };
}
