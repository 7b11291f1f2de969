import { diffPixels, type PixelGrid } from '../diff.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import type { Region } from '../pixmap/region.ts';

/** Farther than any picture reaches. Pixels. */
const farAway = 2 ** 30;

const gridOf = ({ width, height, rgba }: Pixmap): PixelGrid => ({ width, height, data: rgba });

/**
 * Where a picture differs from itself, captured again. Where it grew or shrank, nothing from the first
 * row that differs on is in its place: all of that; of another width, all of it.
 */
export function unstableRegions(picture: Pixmap, again: Pixmap): Region[] {
  if (picture.width !== again.width) return [{ x: 0, y: 0, width: farAway, height: farAway }];
  const { regions } = diffPixels({ before: gridOf(picture), after: gridOf(again) });
  if (picture.height === again.height) return regions;
  return [{ x: 0, y: regions[0]?.y ?? 0, width: farAway, height: farAway }];
}

/** Whether everything that differs between two pictures lies in these regions. */
export function differsOnlyWhereUnstable(
  before: Pixmap,
  after: Pixmap,
  unstable: readonly Region[],
): boolean {
  const compared = { before: gridOf(before), after: gridOf(after), ignored: unstable };
  return diffPixels(compared).changedPixels === 0;
}
