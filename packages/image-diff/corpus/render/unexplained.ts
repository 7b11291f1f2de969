/** Whether the truth about a pair explains how its pictures differ. */
import type { Pixmap } from '../../src/index.ts';
import type { Rectangle } from './measure.ts';
import type { Region } from './truth.ts';

/** Edges are drawn into the pixels beside them. */
const margin = 2;

function isWithin(x: number, y: number, place: Rectangle | undefined): boolean {
  if (!place) return false;
  const right = place.x + place.width + margin;
  const bottom = place.y + place.height + margin;
  return x >= place.x - margin && x < right && y >= place.y - margin && y < bottom;
}

interface Shift {
  x: number;
  y: number;
}

/** How far what follows has made way for what came or has gone; not at all is among them. */
function shiftsOf(regions: Region[], height: number): Shift[] {
  const shifts = [{ x: 0, y: 0 }];
  for (const { kind, before, after } of regions) {
    const place = kind === 'inserted' ? after : before;
    if (!place || (kind !== 'inserted' && kind !== 'removed')) continue;
    const sign = kind === 'inserted' ? 1 : -1;
    if (place.height === height) shifts.push({ x: sign * place.width, y: 0 });
    else shifts.push({ x: 0, y: sign * place.height });
  }
  return shifts;
}

/** Pixels of `picture` that are in no region and not in `other` either, where they were or would be. */
function strangers(
  picture: Pixmap,
  other: Pixmap,
  places: (Rectangle | undefined)[],
  shifts: Shift[],
): number {
  const pixels = new Uint32Array(picture.rgba.slice().buffer);
  const others = new Uint32Array(other.rgba.slice().buffer);
  let count = 0;
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const pixel = pixels[y * picture.width + x];
      const known = shifts.some((shift) => {
        const [fromX, fromY] = [x - shift.x, y - shift.y];
        // It has gone out of sight, or was there before it came into it.
        if (fromY < 0 || fromY >= other.height) return true;
        if (fromX < 0 || fromX >= other.width) return true;
        return others[fromY * other.width + fromX] === pixel;
      });
      if (!known && !places.some((place) => isWithin(x, y, place))) count += 1;
    }
  }
  return count;
}

/** How many pixels of both pictures differ outside of the regions, but for what made way. */
export function unexplainedPixels(before: Pixmap, after: Pixmap, regions: Region[]): number {
  const shifts = shiftsOf(regions, Math.max(before.height, after.height));
  // What changed or moved is elsewhere in the other picture, and there is something else here.
  const alsoAt = (side: 'before' | 'after') =>
    regions
      .filter(({ kind }) => kind === 'changed' || kind === 'moved')
      .map((region) => region[side]);
  const back = shifts.map(({ x, y }) => ({ x: -x, y: -y }));
  return (
    strangers(after, before, [...regions.map(({ after }) => after), ...alsoAt('before')], shifts) +
    strangers(before, after, [...regions.map(({ before }) => before), ...alsoAt('after')], back)
  );
}
