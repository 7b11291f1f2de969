/** Parts of a picture that people talk about. Pure. */
import type { Place } from '../../api/entities.ts';
import type { ChangedRegion } from '../regions/regions.ts';
import type { Point, Region } from '../viewport/geometry.ts';

export type Side = Place['side'];

/** From one pixel to another, both with it, as far as that lies within bounds. */
export function placeBetween(side: Side, bounds: Region, from: Point, to: Point): Place {
  const along = (one: number, other: number, first: number, length: number) => {
    const inside = (at: number) => Math.min(first + length - 1, Math.max(first, Math.floor(at)));
    const start = inside(Math.min(one, other));
    return { start, length: inside(Math.max(one, other)) + 1 - start };
  };
  const across = along(from.x, to.x, bounds.x, bounds.width);
  const down = along(from.y, to.y, bounds.y, bounds.height);
  return { side, x: across.start, y: down.start, width: across.length, height: down.length };
}

/** A region where it is to be seen: what was removed is in the earlier picture only. */
export function placeOfRegion({ before, after }: ChangedRegion): Place {
  const [side, { x, y, width, height }] =
    after.height > 0 ? (['after', after] as const) : (['before', before] as const);
  return { side, x, y, width, height };
}

/** Pixels of the picture. */
const around = 40;

/** A place with what is around it, so that it is recognized. */
export const surroundings = ({ x, y, width, height }: Place): Region => ({
  x: x - around,
  y: y - around,
  width: width + 2 * around,
  height: height + 2 * around,
});

export const placeWords = ({ side, x, y }: Place): string =>
  `${side === 'before' ? 'Before' : 'After'}, at ${x}, ${y}`;
