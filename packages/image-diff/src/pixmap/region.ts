/** A part of a picture. Whole pixels, from its top left corner. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}
