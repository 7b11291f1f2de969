/** What is said of a pair in its `truth.json`. */
import { type Rectangle, within } from './measure.ts';
import type { Pair, RegionKind } from './pair.ts';
import type { Shot } from './renderer.ts';

export interface Region {
  kind: RegionKind;
  before?: Rectangle;
  after?: Rectangle;
}

export interface Truth {
  description: string;
  layout: 'plain' | 'columns';
  renderer: string;
  regions: Region[];
}

/** @param before and after: with the places of the pair's regions, in their order */
export function truthOf(pair: Pair, renderer: string, before: Shot, after: Shot): Truth {
  const left = before.places.map((place) => within(place, before.picture));
  const right = after.places.map((place) => within(place, after.picture));
  const regions = pair.regions.map((region): Region => {
    const places: Region = { kind: region.kind };
    if (region.before) places.before = left.shift() as Rectangle;
    if (region.after) places.after = right.shift() as Rectangle;
    return places;
  });
  return { description: pair.description, layout: pair.layout, renderer, regions };
}
