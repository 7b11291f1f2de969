import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';

/** One row of a picture, or a part of it. */
export interface Row {
  /** RGBA in words. */
  pixels: Uint32Array;
  /** Whether all of it has one colour. */
  flat: boolean;
}

/**
 * Reads rows of a picture one at a time, each once.
 * @param columns which part of them
 */
export function rowsOf(
  kernel: Kernel,
  picture: Picture,
  columns: { x: number; width: number },
): (y: number) => Row {
  const rows = new Map<number, Row>();
  return (y) => {
    const known = rows.get(y);
    if (known) return known;
    const mark = kernel.mark;
    const row = kernel.reserve(picture.width * 4);
    picture.readRows(kernel, y, y + 1, row);
    const pixels = kernel.words(row + columns.x * 4, columns.width).slice();
    kernel.release(mark);
    const fresh = { pixels, flat: isFlat(pixels) };
    rows.set(y, fresh);
    return fresh;
  };
}

function isFlat(pixels: Uint32Array): boolean {
  let at = 1;
  while (at < pixels.length && pixels[at] === pixels[0]) at++;
  return at >= pixels.length;
}

/** Steps of a channel that a colour may be off and still be the same, as in a shade or at smoothed edges. */
const mostOff = 4;

export function alike(one: number, two: number): boolean {
  if (one === two) return true;
  for (let shift = 0; shift < 32; shift += 8) {
    if (Math.abs(((one >>> shift) & 255) - ((two >>> shift) & 255)) > mostOff) return false;
  }
  return true;
}

export function alikeRows(one: Row, two: Row): boolean {
  for (let at = 0; at < one.pixels.length; at++) {
    if (!alike(one.pixels[at] as number, two.pixels[at] as number)) return false;
  }
  return true;
}
