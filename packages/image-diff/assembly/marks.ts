/** What is written for a pixel of a pair. */

/** Does not differ. */
export const same: u8 = 0;
/** Differs by less than the threshold. */
export const faint: u8 = 1;
/** Differs by more. */
export const plain: u8 = 2;
/** Differs, and is explained by a displacement. */
export const displaced: u8 = 3;
/** The same of a pixel that differs by more than the threshold. */
export const plainDisplaced: u8 = 4;
/** Differs by more than the threshold, and is not explained, but lies between what is around it. */
export const plainWithin: u8 = 5;
