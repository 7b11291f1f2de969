import { createRemembered, numberWithin } from '../../../ui/remembered.ts';

/** Told apart from most designs, each from the others by all common kinds of colour vision. */
export const overlayColours = {
  '#e1007a': 'Magenta',
  '#0072b2': 'Blue',
  '#009e73': 'Green',
  '#d55e00': 'Orange',
} as const;

/** `#rrggbb`. */
export const overlayColour = createRemembered('twinlens.overlay.colour', (text): string =>
  text !== null && /^#[0-9a-f]{6}$/.test(text) ? text : '#e1007a',
);

/** Percent. */
export const overlayOpacity = createRemembered(
  'twinlens.overlay.opacity',
  numberWithin(0, 100, 70),
);
