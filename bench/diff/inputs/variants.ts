import type { Palette } from './palette.ts';
import { recoloured, usual } from './palette.ts';

/** How the second picture of a pair was made from the first. `cold` is `small`, of files never seen. */
export const changes = ['same', 'small', 'shift', 'recolor', 'cold'] as const;
export type Change = (typeof changes)[number];

/** How a page is drawn. */
export interface Variant {
  palette: Palette;
  /** Whether one text is another. */
  edited: boolean;
  /** Whether there is one row more. */
  inserted: boolean;
}

const base: Variant = { palette: usual, edited: false, inserted: false };

export const variants: Record<'base' | 'small' | 'shift' | 'recolor', Variant> = {
  base,
  small: { ...base, edited: true },
  shift: { ...base, inserted: true },
  recolor: { ...base, palette: recoloured },
};
