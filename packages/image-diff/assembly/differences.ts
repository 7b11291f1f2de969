/** Which pixels of two rectangles differ, and by how much people see of it. */

// @ts-ignore: decorator
@inline
function channel(pixels: v128, shift: i32): v128 {
  return f32x4.convert_i32x4_u(v128.and(i32x4.shr_u(pixels, shift), i32x4.splat(0xff)));
}

/**
 * 0.5053 dy² + 0.299 di² + 0.1957 dq² of differences of red, green and blue: the distance in YIQ of
 * Kotsarenko and Ramos, "Measuring perceived color difference using YIQ NTSC transmission color space
 * in mobile applications" (2010). Black and white are 35215 apart.
 */
// @ts-ignore: decorator
@inline
function distance(red: v128, green: v128, blue: v128): v128 {
  const y = f32x4.add(
    f32x4.add(f32x4.mul(red, f32x4.splat(0.29889531)), f32x4.mul(green, f32x4.splat(0.58662247))),
    f32x4.mul(blue, f32x4.splat(0.11448223)),
  );
  const i = f32x4.sub(
    f32x4.sub(f32x4.mul(red, f32x4.splat(0.59597799)), f32x4.mul(green, f32x4.splat(0.2741761))),
    f32x4.mul(blue, f32x4.splat(0.32180189)),
  );
  const q = f32x4.add(
    f32x4.sub(f32x4.mul(red, f32x4.splat(0.21147017)), f32x4.mul(green, f32x4.splat(0.52261711))),
    f32x4.mul(blue, f32x4.splat(0.31114694)),
  );
  return f32x4.add(
    f32x4.add(
      f32x4.mul(f32x4.mul(y, y), f32x4.splat(0.5053)),
      f32x4.mul(f32x4.mul(i, i), f32x4.splat(0.299)),
    ),
    f32x4.mul(f32x4.mul(q, q), f32x4.splat(0.1957)),
  );
}

/** The distance of four opaque pixels each. */
// @ts-ignore: decorator
@inline
export function distanceOfOpaque(before: v128, after: v128): v128 {
  return distance(
    f32x4.sub(channel(before, 0), channel(after, 0)),
    f32x4.sub(channel(before, 8), channel(after, 8)),
    f32x4.sub(channel(before, 16), channel(after, 16)),
  );
}

/** The distance of four pixels each, as seen on black or on white, whichever shows more of it. */
// @ts-ignore: decorator
@inline
function distanceOfFour(before: v128, after: v128): v128 {
  const alphas = v128.and(v128.and(before, after), i32x4.splat(0xff000000));
  if (i32x4.all_true(i32x4.eq(alphas, i32x4.splat(0xff000000)))) {
    return distanceOfOpaque(before, after);
  }
  const share = f32x4.splat(1.0 / 255.0);
  const alphaBefore = f32x4.mul(channel(before, 24), share);
  const alphaAfter = f32x4.mul(channel(after, 24), share);
  const red = f32x4.sub(
    f32x4.mul(channel(before, 0), alphaBefore),
    f32x4.mul(channel(after, 0), alphaAfter),
  );
  const green = f32x4.sub(
    f32x4.mul(channel(before, 8), alphaBefore),
    f32x4.mul(channel(after, 8), alphaAfter),
  );
  const blue = f32x4.sub(
    f32x4.mul(channel(before, 16), alphaBefore),
    f32x4.mul(channel(after, 16), alphaAfter),
  );
  const white = f32x4.mul(f32x4.sub(alphaAfter, alphaBefore), f32x4.splat(255));
  return f32x4.max(
    distance(red, green, blue),
    distance(f32x4.add(red, white), f32x4.add(green, white), f32x4.add(blue, white)),
  );
}

/** Marks the differing ones of up to four pixels. */
// @ts-ignore: decorator
@inline
function markFour(before: v128, after: v128, threshold: v128, mask: usize): void {
  const differ = v128.not(i32x4.eq(before, after));
  const over = v128.and(f32x4.gt(distanceOfFour(before, after), threshold), differ);
  // 0 - (-1) - (-1): two where both, one where only the first.
  const marks = i32x4.sub(i32x4.sub(i32x4.splat(0), differ), over);
  const bytes = i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_u(marks, marks),
    i16x8.narrow_i32x4_u(marks, marks),
  );
  v128.store32_lane(mask, bytes, 0);
}

/**
 * Compares two rectangles of one size.
 * @param before,after their first pixels, RGBA; up to twelve bytes past their last ones are read
 * @param beforeStride,afterStride bytes from row to row
 * @param threshold distance up to which a difference is faint; 0 to 35215
 * @param mask one byte a pixel, `same`, `faint` or `plain` of marks.ts, and three bytes more; zero when called
 * @returns how many pixels differ
 */
export function markDifferences(
  before: usize,
  beforeStride: usize,
  after: usize,
  afterStride: usize,
  width: usize,
  height: u32,
  threshold: f32,
  mask: usize,
): u32 {
  const limit = f32x4.splat(threshold);
  let differing: u32 = 0;
  for (let y: u32 = 0; y < height; y++) {
    const rowBefore = before + <usize>y * beforeStride;
    const rowAfter = after + <usize>y * afterStride;
    const rowMask = mask + <usize>y * width;
    let x: usize = 0;
    while (x + 4 <= width) {
      if (x + 16 <= width) {
        const at = x * 4;
        const any = v128.or(
          v128.or(
            v128.xor(v128.load(rowBefore + at), v128.load(rowAfter + at)),
            v128.xor(v128.load(rowBefore + at, 16), v128.load(rowAfter + at, 16)),
          ),
          v128.or(
            v128.xor(v128.load(rowBefore + at, 32), v128.load(rowAfter + at, 32)),
            v128.xor(v128.load(rowBefore + at, 48), v128.load(rowAfter + at, 48)),
          ),
        );
        if (!v128.any_true(any)) {
          x += 16;
          continue;
        }
      }
      const four = v128.load(rowBefore + x * 4);
      const others = v128.load(rowAfter + x * 4);
      const equal = i32x4.eq(four, others);
      if (!i32x4.all_true(equal)) {
        markFour(four, others, limit, rowMask + x);
        differing += 4 - popcnt<u32>(i32x4.bitmask(equal));
      }
      x += 4;
    }
    if (x < width) {
      // What lies past the row is made equal, so that it is not marked.
      const inside = i32x4.gt_s(i32x4.splat(<i32>(width - x)), i32x4(0, 1, 2, 3));
      const four = v128.and(v128.load(rowBefore + x * 4), inside);
      const others = v128.and(v128.load(rowAfter + x * 4), inside);
      const equal = i32x4.eq(four, others);
      if (!i32x4.all_true(equal)) {
        markFour(four, others, limit, rowMask + x);
        differing += 4 - popcnt<u32>(i32x4.bitmask(equal));
      }
    }
  }
  return differing;
}
