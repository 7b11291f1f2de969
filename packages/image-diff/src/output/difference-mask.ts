import type { ChangedOperation, Comparison, Operation } from '../compare/comparison.ts';
import { DifferenceBits } from '../compare/difference-bits.ts';
import { forEachBand, type Sides } from '../compare/mark-bands.ts';
import { type Kernel, withKernel } from '../kernel/kernel.ts';
import type { Region } from '../pixmap/region.ts';
import { isNoise, shownOf } from './shown.ts';

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

/** Where the later picture differs. */
export interface DifferenceMask extends Region {
  /** A multiple of four, as the width is. */
  x: number;
  /** Up to three columns may lie beyond the picture. */
  width: number;
  /** Two bits a pixel, the first one uppermost, as PNG has them. */
  values: Uint8Array;
}

/** Pixels in a byte. */
export const perByte = 4;

/** What a mask says of a pixel of the picture that it holds. */
export function maskValueAt({ x, y, width, values }: DifferenceMask, column: number, row: number) {
  const at = (row - y) * width + column - x;
  return ((values[at >> 2] as number) >> (6 - 2 * (at & 3))) & 3;
}

function setValue(values: Uint8Array, at: number, value: number): void {
  const shift = 6 - 2 * (at & 3);
  values[at >> 2] = ((values[at >> 2] as number) & ~(3 << shift)) | (value << shift);
}

/**
 * Paints what a comparison has found, of the smallest part of the later picture that holds all of it;
 * null where there is nothing to be painted. Noise is painted where there is nothing else.
 */
export function maskOf(
  pictures: Sides,
  { class: found, operations }: Comparison,
): DifferenceMask | null {
  const painted = shownOf({ class: found, operations }).filter(
    (operation) => placeOf(operation) !== null,
  );
  const region = painted
    .map((operation) => placeOf(operation) as Region)
    .reduce<Region | null>((whole, place) => (whole ? around(whole, place) : place), null);
  if (region === null) return null;
  const x = Math.floor(region.x / perByte) * perByte;
  const width = Math.ceil((region.x + region.width - x) / perByte) * perByte;
  const values = new Uint8Array((width * region.height) / perByte);
  const mask = { ...region, x, width, values };
  withKernel((kernel) => {
    for (const operation of painted) paint(kernel, pictures, operation, mask);
  });
  return mask;
}

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
  if (operation.kind === 'changed') {
    const value = isNoise(operation) ? maskValues.noise : maskValues.changed;
    paintBits(bitsOf(kernel, pictures, operation), operation.after, value, mask);
    return;
  }
  const place = placeOf(operation) as Region;
  for (let y = place.y; y < place.y + place.height; y++) {
    const start = (y - mask.y) * mask.width + place.x - mask.x;
    for (let at = start; at < start + place.width; at++) setValue(mask.values, at, maskValues.new);
  }
}

/** As it was kept, or read again. */
function bitsOf(kernel: Kernel, pictures: Sides, operation: ChangedOperation): DifferenceBits {
  const kept = pictures.bits?.of(operation);
  if (kept) return kept;
  const bits = new DifferenceBits(operation);
  forEachBand(kernel, pictures, operation, { bandRows, explain: false }, (band) =>
    bits.add(kernel, band),
  );
  return bits;
}

/** Paints pixels of a place that differ; of other places of the pair as well there may be bits. */
function paintBits(
  { x, y, stride, bits }: DifferenceBits,
  place: Region,
  value: number,
  mask: DifferenceMask,
): void {
  const left = place.x - x;
  const right = left + place.width;
  for (let row = place.y - y; row < place.y - y + place.height; row++) {
    const to = (row + y - mask.y) * mask.width + x - mask.x;
    for (let byte = left >> 3; byte < (right + 7) >> 3; byte++) {
      let rest = bits[row * stride + byte] as number;
      while (rest !== 0) {
        const column = byte * 8 + 31 - Math.clz32(rest & -rest);
        rest &= rest - 1;
        if (column >= left && column < right) setValue(mask.values, to + column, value);
      }
    }
  }
}
