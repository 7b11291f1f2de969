/** Where pixels of one picture lie among those around the same place in the other. */

/** Of four pixels, one bit each: what they are, seen from the other picture. */
export let beyondBits: u32 = 0;
export let edgeBits: u32 = 0;
export let nearBits: u32 = 0;

/** One bit for each pixel of four that has a byte that is not zero. */
// @ts-ignore: decorator
@inline
function anyOf(bytes: v128): u32 {
  return i32x4.bitmask(i32x4.ne(bytes, i32x4.splat(0)));
}

/**
 * Looks where four pixels of one picture are, seen from the same place in the other. One is beyond what
 * is around it there where it is, in some channel, brighter than the brightest or darker than the
 * darkest of nine; as a thin line that is drawn between two pixels is paler than it was, half of what
 * lies between the two is allowed. It is near what was there within a third of that. Where the nine are
 * as good as one colour there is no edge: in a shade that changes slowly, everything is between everything.
 */
export function lookAtFour(pixels: usize, around: usize, stride: usize): void {
  const was = v128.load(around);
  let low = was;
  let high = was;
  for (let row = around - stride; row <= around + stride; row += stride) {
    const left = v128.load(row - 4);
    const middle = v128.load(row);
    const right = v128.load(row + 4);
    low = i8x16.min_u(low, i8x16.min_u(left, i8x16.min_u(middle, right)));
    high = i8x16.max_u(high, i8x16.max_u(left, i8x16.max_u(middle, right)));
  }
  const range = i8x16.sub(high, low);
  const half = v128.and(i16x8.shr_u(range, 1), i8x16.splat(0x7f));
  const slack = i8x16.add_sat_u(half, i8x16.splat(6));
  const own = v128.load(pixels);
  const belowLow = i8x16.gt_u(i8x16.sub_sat_u(low, slack), own);
  const aboveHigh = i8x16.gt_u(own, i8x16.add_sat_u(high, slack));
  const change = i8x16.sub(i8x16.max_u(own, was), i8x16.min_u(own, was));
  const thrice = i8x16.add_sat_u(i8x16.add_sat_u(change, change), change);
  beyondBits = anyOf(v128.or(belowLow, aboveHigh));
  edgeBits = anyOf(i8x16.gt_u(range, i8x16.splat(leastEdge)));
  nearBits = ~anyOf(i8x16.gt_u(thrice, range));
}

/** Steps of a channel between neighbours, from which there is an edge that can be elsewhere. */
const leastEdge: i8 = 8;
