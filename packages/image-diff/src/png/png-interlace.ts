/** Where in the picture the pixels of one pass are. */
export interface Pass {
  /** Pixels of the pass in a row, and rows; never zero. */
  width: number;
  height: number;
  /** Column and row of its first pixel. */
  left: number;
  top: number;
  /** Columns from one pixel to the next, and rows from one row to the next. */
  across: number;
  down: number;
}

/** Left, top, across and down of Adam7's seven passes. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes in the order of the data; one when the picture is not interlaced. */
export function passesOf(picture: { width: number; height: number; interlaced: boolean }): Pass[] {
  const { width, height } = picture;
  if (!picture.interlaced) return [{ width, height, left: 0, top: 0, across: 1, down: 1 }];
  return adam7
    .map(([left, top, across, down]) => ({
      width: Math.ceil((width - left) / across),
      height: Math.ceil((height - top) / down),
      left,
      top,
      across,
      down,
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}
