import { PngError } from './png-chunks.ts';

/** Undoes one row in place; `above` is the finished row before it (zeroes for the first). */
export function unfilterRow(kind: number, row: Uint8Array, above: Uint8Array, step: number): void {
  const length = row.length;
  switch (kind) {
    case 0:
      return;
    case 1:
      for (let i = step; i < length; i++) row[i] = (row[i] as number) + (row[i - step] as number);
      return;
    case 2:
      for (let i = 0; i < length; i++) row[i] = (row[i] as number) + (above[i] as number);
      return;
    case 3:
      for (let i = 0; i < length; i++) {
        const left = i < step ? 0 : (row[i - step] as number);
        row[i] = (row[i] as number) + ((left + (above[i] as number)) >> 1);
      }
      return;
    case 4:
      unfilterPaeth(row, above, step);
      return;
    default:
      throw new PngError(`the PNG is damaged: unknown filter ${kind}`);
  }
}

function unfilterPaeth(row: Uint8Array, above: Uint8Array, step: number): void {
  // Left of the first pixel is zero, where the predictor is always the byte above.
  for (let i = 0; i < step; i++) row[i] = (row[i] as number) + (above[i] as number);
  for (let i = step; i < row.length; i++) {
    const left = row[i - step] as number;
    const up = above[i] as number;
    const upLeft = above[i - step] as number;
    const toLeft = Math.abs(up - upLeft);
    const toUp = Math.abs(left - upLeft);
    const toUpLeft = Math.abs(left + up - 2 * upLeft);
    const best = toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    row[i] = (row[i] as number) + best;
  }
}

/**
 * Undoes the row filters of decompressed PNG data, in place.
 * @param raw `height` rows, each of one filter byte and `stride` bytes of pixels.
 * @param step Bytes per pixel.
 */
export function unfilter(raw: Uint8Array, stride: number, height: number, step: number): void {
  let above: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const row = raw.subarray(start + 1, start + 1 + stride);
    unfilterRow(raw[start] as number, row, above, step);
    above = row;
  }
}
