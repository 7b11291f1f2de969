/** The row filters of PNG, undone in place. PNG specification, third edition, section 9. */

/** Adds the row above, sixteen bytes at a time. */
function undoUp(row: usize, above: usize, length: usize): void {
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    v128.store(row + at, i8x16.add(v128.load(row + at), v128.load(above + at)));
  }
  for (; at < length; at++) store<u8>(row + at, load<u8>(row + at) + load<u8>(above + at));
}

/** Each byte by the one a pixel before; four bytes a pixel in one addition each. */
function undoSubOfFour(row: usize, length: usize): void {
  let left = i32x4.splat(0);
  for (let at: usize = 0; at < length; at += 4) {
    left = i8x16.add(left, v128.load32_zero(row + at));
    v128.store32_lane(row + at, left, 0);
  }
}

function undoSub(row: usize, length: usize, step: usize): void {
  if (step == 4) return undoSubOfFour(row, length);
  for (let at: usize = step; at < length; at++) {
    store<u8>(row + at, load<u8>(row + at) + load<u8>(row + at - step));
  }
}

/** The mean of left and above, rounded down; the first pixel has nothing to its left. */
function undoAverage(row: usize, above: usize, length: usize, step: usize): void {
  for (let at: usize = 0; at < length; at++) {
    const left: u32 = at < step ? 0 : load<u8>(row + at - step);
    store<u8>(row + at, load<u8>(row + at) + <u8>((left + load<u8>(above + at)) >> 1));
  }
}

/** Whichever of left, above and above left is nearest to left + above - above left. */
function undoPaethBytes(row: usize, above: usize, length: usize, step: usize): void {
  for (let at: usize = 0; at < step; at++) {
    store<u8>(row + at, load<u8>(row + at) + load<u8>(above + at));
  }
  for (let at: usize = step; at < length; at++) {
    const left: i32 = load<u8>(row + at - step);
    const up: i32 = load<u8>(above + at);
    const upLeft: i32 = load<u8>(above + at - step);
    const toLeft = abs(up - upLeft);
    const toUp = abs(left - upLeft);
    const toUpLeft = abs(left + up - 2 * upLeft);
    const best = toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    store<u8>(row + at, load<u8>(row + at) + <u8>best);
  }
}

/** The same of whole pixels of three or four bytes, all channels at once in lanes of 16 bits. */
function undoPaethPixels(row: usize, above: usize, length: usize, step: usize): void {
  let left = i16x8.splat(0);
  let upLeft = i16x8.splat(0);
  // The last pixel of three bytes would be read and written a byte too far.
  const end = length - step;
  for (let at: usize = 0; at < end; at += step) {
    const up = i16x8.extend_low_i8x16_u(v128.load32_zero(above + at));
    const filtered = i16x8.extend_low_i8x16_u(v128.load32_zero(row + at));
    const upChange = i16x8.sub(up, upLeft);
    const leftChange = i16x8.sub(left, upLeft);
    const toLeft = i16x8.abs(upChange);
    const toUp = i16x8.abs(leftChange);
    const toUpLeft = i16x8.abs(i16x8.add(upChange, leftChange));
    const nearest = i16x8.min_s(toLeft, i16x8.min_s(toUp, toUpLeft));
    const upOrUpLeft = v128.bitselect(up, upLeft, i16x8.eq(nearest, toUp));
    const best = v128.bitselect(left, upOrUpLeft, i16x8.eq(nearest, toLeft));
    left = v128.and(i16x8.add(filtered, best), i16x8.splat(0xff));
    upLeft = up;
    const bytes = i8x16.narrow_i16x8_u(left, left);
    if (step == 4) {
      v128.store32_lane(row + at, bytes, 0);
    } else {
      v128.store16_lane(row + at, bytes, 0);
      v128.store8_lane(row + at + 2, bytes, 2);
    }
  }
  for (let at = end; at < length; at++) {
    const before: i32 = at < step ? 0 : load<u8>(row + at - step);
    const up: i32 = load<u8>(above + at);
    const corner: i32 = at < step ? 0 : load<u8>(above + at - step);
    const toLeft = abs(up - corner);
    const toUp = abs(before - corner);
    const toCorner = abs(before + up - 2 * corner);
    const best = toLeft <= toUp && toLeft <= toCorner ? before : toUp <= toCorner ? up : corner;
    store<u8>(row + at, load<u8>(row + at) + <u8>best);
  }
}

/**
 * Undoes the filters of decompressed PNG data, in place.
 * @param raw `height` rows, each of one filter byte and `stride` bytes of pixels
 * @param step bytes of a pixel, at least 1
 * @param above the finished row before the first, or `stride` zeroes
 * @returns -1, or the first filter there is none of
 */
export function unfilterRows(
  raw: usize,
  stride: usize,
  height: u32,
  step: usize,
  above: usize,
): i32 {
  let before = above;
  let start = raw;
  for (let y: u32 = 0; y < height; y++) {
    const row = start + 1;
    switch (load<u8>(start)) {
      case 0:
        break;
      case 1:
        undoSub(row, stride, step);
        break;
      case 2:
        undoUp(row, before, stride);
        break;
      case 3:
        undoAverage(row, before, stride, step);
        break;
      case 4:
        if (step == 3 || step == 4) undoPaethPixels(row, before, stride, step);
        else undoPaethBytes(row, before, stride, step);
        break;
      default:
        return load<u8>(start);
    }
    before = row;
    start = row + stride;
  }
  return -1;
}

/**
 * Rows of three bytes a pixel as rows of four, opaque.
 * @param from the first pixel of the first row
 * @param fromStride bytes from row to row; `from` may be read up to four bytes past the last pixel
 */
export function expandOpaqueRows(
  from: usize,
  fromStride: usize,
  to: usize,
  width: usize,
  height: u32,
): void {
  const opaque = i32x4.splat(0xff000000);
  for (let y: u32 = 0; y < height; y++) {
    let source = from + <usize>y * fromStride;
    let target = to + <usize>y * width * 4;
    let x: usize = 0;
    for (; x + 4 <= width; x += 4) {
      const pixels = v128.swizzle(
        v128.load(source),
        i8x16(0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11, 16),
      );
      v128.store(target, v128.or(pixels, opaque));
      source += 12;
      target += 16;
    }
    for (; x < width; x++) {
      store<u32>(
        target,
        <u32>load<u8>(source) |
          ((<u32>load<u8>(source + 1)) << 8) |
          ((<u32>load<u8>(source + 2)) << 16) |
          0xff000000,
      );
      source += 3;
      target += 4;
    }
  }
}

/** Rows of four bytes a pixel as rows of three, their alpha left out. `to` needs four bytes more. */
export function dropAlpha(from: usize, to: usize, pixels: usize): void {
  let source = from;
  let target = to;
  let at: usize = 0;
  for (; at + 4 <= pixels; at += 4) {
    v128.store(
      target,
      v128.swizzle(
        v128.load(source),
        i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 16, 16, 16),
      ),
    );
    source += 16;
    target += 12;
  }
  for (; at < pixels; at++) {
    store<u8>(target, load<u8>(source));
    store<u8>(target + 1, load<u8>(source + 1));
    store<u8>(target + 2, load<u8>(source + 2));
    source += 4;
    target += 3;
  }
}

/** Whether every pixel has the alpha 255. */
export function isOpaque(pixels: usize, count: usize): bool {
  let every = i32x4.splat(-1);
  let at: usize = 0;
  for (; at + 4 <= count; at += 4) every = v128.and(every, v128.load(pixels + at * 4));
  let rest: u32 = 0xff000000;
  for (; at < count; at++) rest &= load<u32>(pixels + at * 4);
  const lanes = v128.and(every, i32x4.splat(0xff000000));
  return rest == 0xff000000 && i32x4.all_true(i32x4.eq(lanes, i32x4.splat(0xff000000)));
}
