/** The two rectangles of one size that are looked at, and the marks of their pixels; see marks.ts. */

/** Pixels of a tile's side; displacements are searched tile by tile. */
export const tileSize: i32 = 8;

export let before: usize = 0;
export let beforeStride: usize = 0;
export let after: usize = 0;
export let afterStride: usize = 0;
export let width: i32 = 0;
export let height: i32 = 0;
export let mask: usize = 0;

export function setPair(
  beforePixels: usize,
  strideBefore: usize,
  afterPixels: usize,
  strideAfter: usize,
  pixelsAcross: i32,
  pixelsDown: i32,
  marks: usize,
): void {
  before = beforePixels;
  beforeStride = strideBefore;
  after = afterPixels;
  afterStride = strideAfter;
  width = pixelsAcross;
  height = pixelsDown;
  mask = marks;
}
