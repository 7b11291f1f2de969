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
