/** What is to be known of the marks and the differences in each tile of a picture. */
import { displaced, faint, plain, plainDisplaced, plainWithin, same } from './marks';

/** Pixels of a tile's side. */
const tileSize: u32 = 16;

/** Plain differences of a tile that nothing can explain, from which on it has changed whatever else is there. */
const surelyChanged: u32 = 12;

/** Numbers of 32 bits that describe a tile. */
const fields: usize = 13;

/** Brightness times 256, of a pixel seen on grey, so that transparency counts as well. */
// @ts-ignore: decorator
@inline
function brightness(pixel: u32): i32 {
  const alpha = <i32>(pixel >> 24);
  const sum =
    77 * <i32>(pixel & 0xff) + 150 * <i32>((pixel >> 8) & 0xff) + 29 * <i32>((pixel >> 16) & 0xff);
  return alpha == 255 ? sum : (sum * alpha + 128 * 256 * (255 - alpha)) / 255;
}

/** The same of four pixels. */
// @ts-ignore: decorator
@inline
function brightnessOfFour(pixels: v128): v128 {
  const opaque = i32x4.splat(0xff000000);
  if (!i32x4.all_true(i32x4.eq(v128.and(pixels, opaque), opaque))) {
    let each = i32x4.splat(brightness(i32x4.extract_lane(pixels, 0)));
    each = i32x4.replace_lane(each, 1, brightness(i32x4.extract_lane(pixels, 1)));
    each = i32x4.replace_lane(each, 2, brightness(i32x4.extract_lane(pixels, 2)));
    return i32x4.replace_lane(each, 3, brightness(i32x4.extract_lane(pixels, 3)));
  }
  const byte = i32x4.splat(0xff);
  const red = i32x4.mul(v128.and(pixels, byte), i32x4.splat(77));
  const green = i32x4.mul(v128.and(i32x4.shr_u(pixels, 8), byte), i32x4.splat(150));
  const blue = i32x4.mul(v128.and(i32x4.shr_u(pixels, 16), byte), i32x4.splat(29));
  return i32x4.add(i32x4.add(red, green), blue);
}

/**
 * Describes each tile by thirteen numbers: pixels that are faint, plain and displaced; the boxes of the
 * three kinds; of those that are not displaced, how many share the commonest change of colour, how many
 * became brighter, how many darker, and the sum of the changes of brightness (256 a step), all as
 * positive; how many of the displaced differ by more than the threshold, and their sum of changes; and
 * how many of the plain lie between what is around them.
 *
 * The commonest change is found by majority vote (Boyer and Moore, 1981): where none has the majority,
 * its count is of any change, and less than half.
 */
export function describeTiles(
  before: usize,
  beforeStride: usize,
  after: usize,
  afterStride: usize,
  width: u32,
  height: u32,
  mask: usize,
  maskStride: usize,
  out: usize,
): void {
  let tile = out;
  for (let top: u32 = 0; top < height; top += tileSize) {
    for (let left: u32 = 0; left < width; left += tileSize) {
      describeTile(
        before + <usize>top * beforeStride + <usize>left * 4,
        beforeStride,
        after + <usize>top * afterStride + <usize>left * 4,
        afterStride,
        min(tileSize, width - left),
        min(tileSize, height - top),
        mask + <usize>top * maskStride + <usize>left,
        maskStride,
        tile,
      );
      tile += fields * 4;
    }
  }
}

/** Pixels of one kind in a tile, by bits: one for each column of each row. */
class Found {
  count: u32 = 0;
  private columns: u32 = 0;
  private top: u32 = 0;
  private bottom: u32 = 0;

  @inline
  clear(): void {
    this.count = 0;
    this.columns = 0;
  }

  @inline
  add(bits: u32, y: u32): void {
    if (bits == 0) return;
    if (this.columns == 0) this.top = y;
    this.columns |= bits;
    this.bottom = y;
    this.count += popcnt<u32>(bits);
  }

  /** Left, top, right and bottom, a byte each, inclusive. */
  @inline
  box(): u32 {
    if (this.columns == 0) return 0;
    const left = ctz<u32>(this.columns);
    const right = 31 - clz<u32>(this.columns);
    return left | (this.top << 8) | (right << 16) | (this.bottom << 24);
  }
}

const faintFound = new Found();
const plainFound = new Found();
const displacedFound = new Found();

function describeTile(
  before: usize,
  beforeStride: usize,
  after: usize,
  afterStride: usize,
  width: u32,
  height: u32,
  mask: usize,
  maskStride: usize,
  out: usize,
): void {
  memory.fill(out, 0, fields * 4);
  faintFound.clear();
  plainFound.clear();
  displacedFound.clear();
  let within: u32 = 0;
  let plainDisplacedCount: u32 = 0;
  const inside: u32 = (1 << width) - 1;
  for (let y: u32 = 0; y < height; y++) {
    const marks = v128.load(mask + <usize>y * maskStride);
    if (!v128.any_true(marks)) continue;
    faintFound.add(i8x16.bitmask(i8x16.eq(marks, i8x16.splat(faint))) & inside, y);
    const among = i8x16.bitmask(i8x16.eq(marks, i8x16.splat(plainWithin))) & inside;
    within += popcnt<u32>(among);
    plainFound.add((i8x16.bitmask(i8x16.eq(marks, i8x16.splat(plain))) & inside) | among, y);
    const far = i8x16.bitmask(i8x16.eq(marks, i8x16.splat(plainDisplaced))) & inside;
    plainDisplacedCount += popcnt<u32>(far);
    displacedFound.add((i8x16.bitmask(i8x16.eq(marks, i8x16.splat(displaced))) & inside) | far, y);
  }
  store<u32>(out, faintFound.count);
  store<u32>(out, plainFound.count, 4);
  store<u32>(out, displacedFound.count, 8);
  store<u32>(out, faintFound.box(), 12);
  store<u32>(out, plainFound.box(), 16);
  store<u32>(out, displacedFound.box(), 20);
  store<u32>(out, plainDisplacedCount, 40);
  store<u32>(out, within, 48);
  // What plain differences have in common makes no difference to what they are.
  if (faintFound.count == 0 && displacedFound.count == 0) return;
  if (plainFound.count - within > surelyChanged) return;
  sumUp(before, beforeStride, after, afterStride, width, height, mask, maskStride, out);
  if (faintFound.count == 0) return;
  let common: u32 = 0;
  for (let y: u32 = 0; y < height; y++) {
    const marks = mask + <usize>y * maskStride;
    if (!v128.any_true(v128.load(marks))) continue;
    for (let x: u32 = 0; x < width; x += 4) {
      const wanted = unexplainedOfFour(marks + x, width - x);
      if (!v128.any_true(wanted)) continue;
      const from = v128.load(before + <usize>y * beforeStride + <usize>x * 4);
      const to = v128.load(after + <usize>y * afterStride + <usize>x * 4);
      const isCommon = i32x4.eq(i8x16.sub(to, from), i32x4.splat(candidate));
      common += popcnt<u32>(i32x4.bitmask(v128.and(isCommon, wanted)));
    }
  }
  store<u32>(out, common, 24);
}

/** Marks of four pixels, in lanes of 32 bits; nothing of those past the tile. */
// @ts-ignore: decorator
@inline
function marksOfFour(marks: usize, rest: u32): v128 {
  const wide = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(marks)));
  return v128.and(wide, i32x4.gt_s(i32x4.splat(<i32>rest), i32x4(0, 1, 2, 3)));
}

// @ts-ignore: decorator
@inline
function displacedAmong(marks: v128): v128 {
  return v128.or(
    i32x4.eq(marks, i32x4.splat(displaced)),
    i32x4.eq(marks, i32x4.splat(plainDisplaced)),
  );
}

/** Which of four pixels differ and are not displaced. */
// @ts-ignore: decorator
@inline
function unexplainedOfFour(at: usize, rest: u32): v128 {
  const marks = marksOfFour(at, rest);
  return v128.andnot(i32x4.ne(marks, i32x4.splat(same)), displacedAmong(marks));
}

/** The change that most of a tile's unexplained pixels may share. */
let candidate: u32 = 0;
let votes: i32 = 0;

// @ts-ignore: decorator
@inline
function vote(change: u32): void {
  if (votes == 0) candidate = change;
  votes += change == candidate ? 1 : -1;
}

// @ts-ignore: decorator
@inline
function sumOf(lanes: v128): u32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}

/** Sums over all pixels of a tile, and the candidate for their commonest change. */
function sumUp(
  before: usize,
  beforeStride: usize,
  after: usize,
  afterStride: usize,
  width: u32,
  height: u32,
  mask: usize,
  maskStride: usize,
  out: usize,
): void {
  let brighter = i32x4.splat(0);
  let darker = brighter;
  let total = brighter;
  let displacedTotal = brighter;
  candidate = 0;
  votes = 0;
  for (let y: u32 = 0; y < height; y++) {
    const row = mask + <usize>y * maskStride;
    if (!v128.any_true(v128.load(row))) continue;
    for (let x: u32 = 0; x < width; x += 4) {
      const marks = marksOfFour(row + x, width - x);
      if (!v128.any_true(marks)) continue;
      const from = v128.load(before + <usize>y * beforeStride + <usize>x * 4);
      const to = v128.load(after + <usize>y * afterStride + <usize>x * 4);
      const brightening = i32x4.sub(brightnessOfFour(to), brightnessOfFour(from));
      const isDisplaced = displacedAmong(marks);
      const wanted = v128.andnot(i32x4.ne(marks, i32x4.splat(same)), isDisplaced);
      displacedTotal = i32x4.add(displacedTotal, v128.and(i32x4.abs(brightening), isDisplaced));
      total = i32x4.add(total, v128.and(i32x4.abs(brightening), wanted));
      // A lane that is true is -1.
      const zero = i32x4.splat(0);
      brighter = i32x4.sub(brighter, v128.and(i32x4.gt_s(brightening, zero), wanted));
      darker = i32x4.sub(darker, v128.and(i32x4.lt_s(brightening, zero), wanted));
      const changes = i8x16.sub(to, from);
      const bits = i32x4.bitmask(wanted);
      if (bits & 1) vote(i32x4.extract_lane(changes, 0));
      if (bits & 2) vote(i32x4.extract_lane(changes, 1));
      if (bits & 4) vote(i32x4.extract_lane(changes, 2));
      if (bits & 8) vote(i32x4.extract_lane(changes, 3));
    }
  }
  store<u32>(out, sumOf(brighter), 28);
  store<u32>(out, sumOf(darker), 32);
  store<u32>(out, sumOf(total), 36);
  store<u32>(out, sumOf(displacedTotal), 44);
}
