import type { Comparison, Operation } from '../compare/comparison.ts';
import { forEachBand, type Sides } from '../compare/mark-bands.ts';
import { type Kernel, withKernel } from '../kernel/kernel.ts';
import type { Region } from '../pixmap/region.ts';

/** What a pixel of a mask says. */
export const maskValues = {
  nothing: 0,
  /** Differs. */
  changed: 1,
  /** Is new, or has come from elsewhere. */
  new: 2,
  /** Differs in a way nobody sees, or by how edges are smoothed. */
  noise: 3,
} as const;

/** Where the later picture differs, in one byte a pixel. */
export interface DifferenceMask extends Region {
  /** A multiple of four, for the sake of speed: up to three columns may lie beyond the picture. */
  width: number;
  values: Uint8Array;
}

/**
 * Paints what a comparison has found, of the smallest part of the later picture that holds all of it;
 * null where there is nothing to be painted. Noise is painted where there is nothing else.
 */
export function maskOf(
  pictures: Sides,
  { class: found, operations }: Comparison,
): DifferenceMask | null {
  const isQuiet = found === 'imperceptible' || found === 'anti-alias';
  const painted = operations.filter(
    (operation) => placeOf(operation) !== null && (isQuiet || !isNoise(operation)),
  );
  const region = painted
    .map((operation) => placeOf(operation) as Region)
    .reduce<Region | null>((whole, place) => (whole ? around(whole, place) : place), null);
  if (region === null) return null;
  const width = Math.ceil(region.width / 4) * 4;
  const mask = { ...region, width, values: new Uint8Array(width * region.height) };
  withKernel((kernel) => {
    for (const operation of painted) paint(kernel, pictures, operation, mask);
  });
  return mask;
}

const isNoise = (operation: Operation): boolean =>
  operation.kind === 'changed' &&
  (operation.class === 'anti-alias' || operation.class === 'imperceptible');

/** Where in the later picture an operation is to be seen. */
function placeOf(operation: Operation): Region | null {
  if (operation.kind === 'removed') return null;
  return operation.kind === 'inserted' ? operation.content : operation.after;
}

function around(one: Region, two: Region): Region {
  const x = Math.min(one.x, two.x);
  const y = Math.min(one.y, two.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, two.x + two.width) - x,
    height: Math.max(one.y + one.height, two.y + two.height) - y,
  };
}

/** Rows marked at once. */
const bandRows = 192;

function paint(kernel: Kernel, pictures: Sides, operation: Operation, mask: DifferenceMask): void {
  const place = placeOf(operation) as Region;
  const startOf = (row: number) => (place.y + row - mask.y) * mask.width + place.x - mask.x;
  if (operation.kind !== 'changed') {
    for (let y = 0; y < place.height; y++) {
      mask.values.fill(maskValues.new, startOf(y), startOf(y) + place.width);
    }
    return;
  }
  const value = isNoise(operation) ? maskValues.noise : maskValues.changed;
  forEachBand(kernel, pictures, operation, { bandRows, explain: false }, (band) => {
    const marks = kernel.bytes(band.mask, band.maskStride * band.rows);
    for (let row = 0; row < band.rows; row++) {
      const to = startOf(band.y + row);
      const from = row * band.maskStride;
      for (let x = 0; x < place.width; x++) {
        if (marks[from + x] !== 0) mask.values[to + x] = value;
      }
    }
  });
}
