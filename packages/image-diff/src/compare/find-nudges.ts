/** Finds what was moved by a single pixel, among what only looks smoothed in another way. */
import type { Kernel } from '../kernel/kernel.ts';
import type { ChangedOperation, Operation } from './comparison.ts';
import { forEachBand, type RegionPair, type Sides } from './mark-bands.ts';

/** In less than this, letters that were rounded to another pixel look moved. Pixels. */
const smallest = 600;

/** With more of them than this, it is a way of drawing and nothing that was moved. */
const most = 40;

const ways = [-1, 0, 1]
  .flatMap((across) => [-1, 0, 1].map((down) => ({ across, down })))
  .filter(({ across, down }) => across !== 0 || down !== 0);

/**
 * Replaces noise that is, to the last pixel, what was there one pixel further. A renderer that smooths
 * otherwise never does that to all of a thing; a margin that grew by one does.
 */
export function findNudges(kernel: Kernel, pictures: Sides, operations: Operation[]): Operation[] {
  const isCandidate = (operation: Operation): operation is ChangedOperation =>
    operation.kind === 'changed' &&
    operation.class === 'anti-alias' &&
    operation.after.width * operation.after.height >= smallest;
  if (operations.filter(isCandidate).length > most) return operations;
  return operations.map((operation): Operation => {
    if (!isCandidate(operation)) return operation;
    for (const { across, down } of ways) {
      const { x, y, width, height } = operation.before;
      const before = { x: x - across, y: y - down, width, height };
      const pair = { before, after: operation.after };
      if (liesWithin(pictures, pair) && isSame(kernel, pictures, pair)) {
        return { kind: 'moved', ...pair };
      }
    }
    return operation;
  });
}

const liesWithin = ({ before: picture }: Sides, { before: { x, y, width, height } }: RegionPair) =>
  x >= 0 && y >= 0 && x + width <= picture.width && y + height <= picture.height;

function isSame(kernel: Kernel, pictures: Sides, pair: RegionPair): boolean {
  let same = true;
  forEachBand(kernel, pictures, pair, { bandRows: 64, explain: false }, (band) => {
    const { mask, maskStride, rows } = band;
    const marks = kernel.bytes(mask, maskStride * rows);
    for (let row = 0; row < rows && same; row++) {
      const from = row * maskStride;
      if (marks.subarray(from, from + pair.after.width).some((mark) => mark !== 0)) same = false;
    }
  });
  return same;
}
