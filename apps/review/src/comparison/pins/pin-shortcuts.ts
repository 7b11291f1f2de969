import type { Regions } from '../regions/use-regions.ts';
import type { Pins } from './pins-context.ts';
import { placeOfRegion } from './place.ts';

/** Asks what is to be said about a region, and leads there. */
export function commentOnRegion({ list, jump }: Regions, index: number, pins: Pins): void {
  const region = list[index];
  if (region === undefined) return;
  jump(index);
  pins.comment(placeOfRegion(region));
}

/**
 * The keys that pin, where there is anything to be talked about.
 * @param regions null for a picture that was compared with no other
 */
export function pinShortcuts(
  pins: Pins,
  isPinning: boolean,
  regions: Regions | null,
): Record<string, () => void> {
  const { isPinning: tool, draft } = pins.board;
  const toggle = () => tool.set(!isPinning);
  const stop = () => {
    tool.set(false);
    draft.set(null);
  };
  const here = regions && (() => commentOnRegion(regions, regions.current ?? 0, pins));
  const keys: [string, (() => void) | null][] = [
    ['m', toggle],
    ['M', here],
    ['Escape', isPinning ? stop : null],
  ];
  return pins.areOffered
    ? Object.fromEntries(keys.filter((one): one is [string, () => void] => one[1] !== null))
    : {};
}
