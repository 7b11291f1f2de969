/** The row filters of PNG, undone in place. PNG specification, third edition, section 9. */

/** Adds the row above, sixteen bytes at a time. */
function undoUp(row: usize, above: usize, length: usize): void {
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    v128.store(row + at, i8x16.add(v128.load(row + at), v128.load(above + at)));
  }
  for (; at < length; at++) store<u8>(row + at, load<u8>(row + at) + load<u8>(above + at));
}

/** Adds the pixel before to each, sums over four pixels at a time. */
function undoSubOfFour(row: usize, length: usize): void {
  let left = i32x4.splat(0);
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    let sum = v128.load(row + at);
    sum = i8x16.add(sum, i8x16.shuffle(i8x16.splat(0), sum, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
    sum = i8x16.add(sum, i8x16.shuffle(i8x16.splat(0), sum, 0, 0, 0, 0, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23));
    sum = i8x16.add(sum, left);
    v128.store(row + at, sum);
    left = i32x4.shuffle(sum, sum, 3, 3, 3, 3);
  }
  undoSubOfBytes(row, at, length, 4);
}

/** The same of pixels of three bytes: four of them are read with four bytes more. */
function undoSubOfThree(row: usize, length: usize): void {
  let left = i8x16.splat(0);
  let at: usize = 0;
  for (; at + 16 <= length; at += 12) {
    let sum = v128.load(row + at);
    sum = i8x16.add(sum, i8x16.shuffle(i8x16.splat(0), sum, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28));
    sum = i8x16.add(sum, i8x16.shuffle(i8x16.splat(0), sum, 0, 0, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25));
    sum = i8x16.add(sum, left);
    v128.store64_lane(row + at, sum, 0);
    v128.store32_lane(row + at, sum, 2, 8);
    left = i8x16.shuffle(sum, sum, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9);
  }
  undoSubOfBytes(row, at, length, 3);
}

/** Each byte from `start` on by the one a pixel before. */
function undoSubOfBytes(row: usize, start: usize, length: usize, step: usize): void {
  for (let at = max(start, step); at < length; at++) {
    store<u8>(row + at, load<u8>(row + at) + load<u8>(row + at - step));
  }
}

function undoSub(row: usize, length: usize, step: usize): void {
  if (step == 4) undoSubOfFour(row, length);
  else if (step == 3) undoSubOfThree(row, length);
  else undoSubOfBytes(row, 0, length, step);
}

/** The mean of left and above, rounded down; the first pixel has nothing to its left. */
function undoAverage(row: usize, above: usize, length: usize, step: usize): void {
  for (let at: usize = 0; at < length; at++) {
    const left: u32 = at < step ? 0 : load<u8>(row + at - step);
    store<u8>(row + at, load<u8>(row + at) + <u8>((left + load<u8>(above + at)) >> 1));
  }
}

/** From `start` on: whichever of left, above and above left is nearest to left + above - above left. */
function undoPaethBytes(
  row: usize,
  above: usize,
  start: usize,
  length: usize,
  step: usize,
): void {
  for (let at = start; at < length; at++) {
    const left: i32 = at < step ? 0 : load<u8>(row + at - step);
    const up: i32 = load<u8>(above + at);
    const upLeft: i32 = at < step ? 0 : load<u8>(above + at - step);
    const toLeft = abs(up - upLeft);
    const toUp = abs(left - upLeft);
    const toUpLeft = abs(left + up - 2 * upLeft);
    const best = toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    store<u8>(row + at, load<u8>(row + at) + <u8>best);
  }
}

/** Bytes looked at together: whole pixels of three bytes as of four. */
const runBytes: usize = 48;

/** Whether all bytes of a run are zero. */
// @ts-ignore: decorator
@inline
function isZero(run: usize): bool {
  return !v128.any_true(v128.or(v128.or(v128.load(run), v128.load(run, 16)), v128.load(run, 32)));
}

/** Whether all pixels of a run, and the one before it, have one colour. */
// @ts-ignore: decorator
@inline
function isFlat(run: usize, step: usize): bool {
  const before = run - step;
  return !v128.any_true(
    v128.or(
      v128.or(
        v128.xor(v128.load(run), v128.load(before)),
        v128.xor(v128.load(run, 16), v128.load(before, 16)),
      ),
      v128.xor(v128.load(run, 32), v128.load(before, 32)),
    ),
  );
}

/** Writes a run of one pixel. */
function fillRun(run: usize, pixel: usize, step: usize): void {
  const four = v128.load32_splat(pixel);
  if (step == 4) {
    v128.store(run, four);
    v128.store(run, four, 16);
    v128.store(run, four, 32);
    return;
  }
  v128.store(run, i8x16.shuffle(four, four, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0));
  v128.store(run, i8x16.shuffle(four, four, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1), 16);
  v128.store(run, i8x16.shuffle(four, four, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2), 32);
}

function copyRun(run: usize, from: usize): void {
  v128.store(run, v128.load(from));
  v128.store(run, v128.load(from, 16), 16);
  v128.store(run, v128.load(from, 32), 32);
}

// @ts-ignore: decorator
@inline
function sameAsAbove(pixel: usize, above: usize, step: usize): bool {
  const differing = load<u32>(pixel) ^ load<u32>(above);
  return step == 4 ? differing == 0 : (differing & 0xffffff) == 0;
}

/**
 * The same of whole pixels of three or four bytes. Pages are mostly plain: where nothing is added to what
 * is foretold, a row goes on as the one above does, once it is like it, and under one colour with its own.
 */
function undoPaethPixels(row: usize, above: usize, length: usize, step: usize): void {
  for (let at: usize = 0; at < step; at++) {
    store<u8>(row + at, load<u8>(row + at) + load<u8>(above + at));
  }
  let at = step;
  // The last pixel of three bytes would be read and written a byte too far.
  for (; at + runBytes < length; at += runBytes) {
    const run = row + at;
    if (!isZero(run)) undoPaethRun(run, above + at, runBytes, step);
    else if (sameAsAbove(run - step, above + at - step, step)) copyRun(run, above + at);
    else if (isFlat(above + at, step)) fillRun(run, run - step, step);
    else undoPaethRun(run, above + at, runBytes, step);
  }
  const whole = at < length ? ((length - 1 - at) / step) * step : 0;
  undoPaethRun(row + at, above + at, whole, step);
  undoPaethBytes(row, above, at + whole, length, step);
}

/** All channels at once in lanes of 16 bits. There is a pixel before each of the two. */
function undoPaethRun(run: usize, above: usize, length: usize, step: usize): void {
  const inside = i16x8(-1, -1, -1, step == 4 ? -1 : 0, 0, 0, 0, 0);
  let left = v128.and(i16x8.extend_low_i8x16_u(v128.load32_zero(run - step)), inside);
  let upLeft = v128.and(i16x8.extend_low_i8x16_u(v128.load32_zero(above - step)), inside);
  for (let at: usize = 0; at < length; at += step) {
    const up = i16x8.extend_low_i8x16_u(v128.load32_zero(above + at));
    const filtered = i16x8.extend_low_i8x16_u(v128.load32_zero(run + at));
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
      v128.store32_lane(run + at, bytes, 0);
    } else {
      v128.store16_lane(run + at, bytes, 0);
      v128.store8_lane(run + at + 2, bytes, 2);
    }
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
        else undoPaethBytes(row, before, 0, stride, step);
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
