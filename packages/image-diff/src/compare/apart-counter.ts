import { newKernel } from '../kernel/kernel.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';

export interface ApartCounts {
  /** Pixels farther apart than the threshold that smooth no edge. */
  different: number;
  /** Those that do, in one of the pictures. */
  antialiased: number;
}

/** Black and white are so far apart, squared; see assembly/differences.ts. */
const farthest = 35215;

/**
 * Counts pixels as tools with a threshold do, pixelmatch 7 to the last one: for people who come from one
 * and want to know what it would have said, with this threshold and with others.
 * @returns asked with a threshold from 0 to 1; holds a copy of both pictures
 * @throws RangeError unless both are opaque and of one size
 */
export function apartCounter(before: Pixmap, after: Pixmap): (threshold: number) => ApartCounts {
  const { width, height } = before;
  if (after.width !== width || after.height !== height) {
    throw new RangeError('the pictures have not the same size');
  }
  const kernel = newKernel();
  const count = width * height;
  const one = kernel.reserve(count * 4);
  const two = kernel.reserve(count * 4);
  const out = kernel.reserve(8);
  kernel.bytes(one, count * 4).set(before.rgba);
  kernel.bytes(two, count * 4).set(after.rgba);
  if (!kernel.run.isOpaque(one, count) || !kernel.run.isOpaque(two, count)) {
    throw new RangeError('the pictures are not opaque');
  }
  return (threshold) => {
    kernel.run.countApart(one, two, width, height, farthest * threshold ** 2, out);
    const [different = 0, antialiased = 0] = kernel.words(out, 2);
    return { different, antialiased };
  };
}
