/** A decoded picture: rows from the top, four bytes a pixel (RGBA), alpha not multiplied in. */
export interface Pixmap {
  width: number;
  height: number;
  rgba: Uint8Array;
}
