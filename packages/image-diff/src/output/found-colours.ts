/** In which colours everything that was found is painted, in the documents and on the review page. */
import { maskValues } from './difference-mask.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** Colours seldom found in designs, told apart by all common kinds of colour vision. */
export const foundColours = {
  changed: [225, 0, 122],
  added: [0, 114, 178],
  removed: [213, 94, 0],
} as const satisfies Record<string, Colour>;

/**
 * The colour over a marked pixel, by what the mask says of it, and how much of it lies there, from 0 to 1:
 * what is new can still be seen, and noise is there to be found, not to be looked at.
 */
export const markPaints: Record<number, { colour: Colour; share: number }> = {
  [maskValues.changed]: { colour: foundColours.changed, share: 1 },
  [maskValues.new]: { colour: foundColours.added, share: 0.35 },
  [maskValues.noise]: { colour: foundColours.changed, share: 0.5 },
};
