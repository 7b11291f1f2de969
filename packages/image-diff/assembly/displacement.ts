/**
 * Finds differences that come from drawing the same shape elsewhere by a pixel or less: what is left
 * of text drawn at another fraction of a pixel, of hinting, of another way to smooth edges. Each
 * differing pixel's surroundings are compared with those in the other picture, moved by quarters of a
 * pixel; where moving explains most of what differs, the pixel is marked.
 */
import { plain, same } from './differences';

/** Differs, and is explained by a displacement. */
export const displaced: u8 = 3;
/** The same of a pixel that differs by more than the threshold. */
export const plainDisplaced: u8 = 4;

/** Pixels of a tile's side; displacements are searched tile by tile. */
const tileSize: i32 = 8;

/** How far around a tile, and around a pixel, is looked. */
const reach: i32 = 2;

/** Two rectangles of one size that are compared, and the marks of their pixels. */
let before: usize = 0;
let beforeStride: usize = 0;
let after: usize = 0;
let afterStride: usize = 0;
let width: i32 = 0;
let height: i32 = 0;
let mask: usize = 0;

/** Bytes from a pixel of `before` to its neighbour in each of eight directions; opposite ones are four apart. */
const directions = memory.data(32);
const directionsAfter = memory.data(32);

function setDirections(table: usize, stride: usize): void {
  const row = <i32>stride;
  store<i32>(table, 4);
  store<i32>(table, row + 4, 4);
  store<i32>(table, row, 8);
  store<i32>(table, row - 4, 12);
  store<i32>(table, -4, 16);
  store<i32>(table, -row - 4, 20);
  store<i32>(table, -row, 24);
  store<i32>(table, -row + 4, 28);
}

// @ts-ignore: decorator
@inline
function wide(pixels: usize): v128 {
  return i16x8.extend_low_i8x16_u(v128.load64_zero(pixels));
}

// @ts-ignore: decorator
@inline
function sumOf(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}

/** How much a window differs: squares of the differences of all channels, added up. */
function difference(x0: i32, y0: i32, x1: i32, y1: i32): i32 {
  let sum = i32x4.splat(0);
  for (let y = y0; y < y1; y++) {
    let from = before + <usize>y * beforeStride + <usize>x0 * 4;
    let to = after + <usize>y * afterStride + <usize>x0 * 4;
    for (let x = x0; x < x1; x += 2) {
      const change = i16x8.sub(wide(to), wide(from));
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(change, change));
      from += 8;
      to += 8;
    }
  }
  return sumOf(sum);
}

/** The same with one picture moved by `quarters` towards a direction; `from` is the one that is moved. */
function differenceMoved(
  from: usize,
  fromStride: usize,
  offset: i32,
  to: usize,
  toStride: usize,
  quarters: i32,
  x0: i32,
  y0: i32,
  x1: i32,
  y1: i32,
): i32 {
  const own = i16x8.splat(<i16>(4 - quarters));
  const other = i16x8.splat(<i16>quarters);
  const half = i16x8.splat(2);
  let sum = i32x4.splat(0);
  for (let y = y0; y < y1; y++) {
    let one = from + <usize>y * fromStride + <usize>x0 * 4;
    let two = to + <usize>y * toStride + <usize>x0 * 4;
    for (let x = x0; x < x1; x += 2) {
      const moved = i16x8.shr_u(
        i16x8.add(
          i16x8.add(i16x8.mul(wide(one), own), i16x8.mul(wide(one + offset), other)),
          half,
        ),
        2,
      );
      const change = i16x8.sub(wide(two), moved);
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(change, change));
      one += 8;
      two += 8;
    }
  }
  return sumOf(sum);
}

/**
 * A candidate is a number: which of the pictures is moved (bit 5), towards which of eight directions
 * (bits 2 to 4), and by how many quarters of a pixel less one (bits 0 and 1).
 */
function differenceWith(candidate: i32, x0: i32, y0: i32, x1: i32, y1: i32): i32 {
  const direction = <usize>((candidate >> 2) & 7) * 4;
  const quarters = (candidate & 3) + 1;
  return candidate & 32
    ? differenceMoved(
        after, afterStride, load<i32>(directionsAfter + direction),
        before, beforeStride, quarters, x0, y0, x1, y1,
      )
    : differenceMoved(
        before, beforeStride, load<i32>(directions + direction),
        after, afterStride, quarters, x0, y0, x1, y1,
      );
}

/** Whether a pixel of one picture lies, in every channel, between the ones around it in the other. */
function isBetween(pixel: usize, around: usize, stride: usize): bool {
  let low = v128.load32_zero(around);
  let high = low;
  for (let row = around - stride; row <= around + stride; row += stride) {
    for (let at = row - 4; at <= row + 4; at += 4) {
      const neighbour = v128.load32_zero(at);
      low = i8x16.min_u(low, neighbour);
      high = i8x16.max_u(high, neighbour);
    }
  }
  // Smoothing rounds, and the gamma of text bends what lies in between.
  const slack = i8x16.splat(10);
  const own = v128.load32_zero(pixel);
  const belowLow = i8x16.gt_u(i8x16.sub_sat_u(low, slack), own);
  const aboveHigh = i8x16.gt_u(own, i8x16.add_sat_u(high, slack));
  return !v128.any_true(v128.or(belowLow, aboveHigh));
}

/** Best candidates of the tile at hand, and what each leaves unexplained. */
const kept: i32 = 6;
const candidates = memory.data(24);
const leftovers = memory.data(24);

function keep(candidate: i32, leftover: i32): void {
  let place = kept;
  while (place > 0 && leftover < load<i32>(leftovers + <usize>(place - 1) * 4)) place--;
  if (place == kept) return;
  for (let at = kept - 1; at > place; at--) {
    store<i32>(candidates + <usize>at * 4, load<i32>(candidates + <usize>(at - 1) * 4));
    store<i32>(leftovers + <usize>at * 4, load<i32>(leftovers + <usize>(at - 1) * 4));
  }
  store<i32>(candidates + <usize>place * 4, candidate);
  store<i32>(leftovers + <usize>place * 4, leftover);
}

/** Tries every displacement on a whole tile, so that single pixels have to try only the best. */
function searchTile(left: i32, top: i32, right: i32, bottom: i32): void {
  const x0 = max(left - reach, 1);
  const y0 = max(top - reach, 1);
  // Two pixels are read at a time.
  const x1 = min(right + reach, width - 2);
  const y1 = min(bottom + reach, height - 1);
  for (let at = 0; at < kept; at++) store<i32>(leftovers + <usize>at * 4, i32.MAX_VALUE);
  for (let candidate = 0; candidate < 64; candidate++) {
    // Moving one by a whole pixel is moving the other by one the other way.
    if ((candidate & 32) != 0 && (candidate & 3) == 3) continue;
    keep(candidate, differenceWith(candidate, x0, y0, x1, y1));
  }
}

/** Whether one of the tile's displacements explains what differs around a pixel. */
function isExplained(x: i32, y: i32, mostLeft: i32): bool {
  const x0 = max(x - reach, 1);
  const y0 = max(y - reach, 1);
  const x1 = min(x + reach + 1, width - 2);
  const y1 = min(y + reach + 1, height - 1);
  if (x0 >= x1 || y0 >= y1) return false;
  const whole = difference(x0, y0, x1, y1);
  const allowed = <i32>((<i64>whole * mostLeft) / 100);
  for (let at = 0; at < kept; at++) {
    if (load<i32>(leftovers + <usize>at * 4) == i32.MAX_VALUE) break;
    if (differenceWith(load<i32>(candidates + <usize>at * 4), x0, y0, x1, y1) <= allowed) return true;
  }
  return false;
}

/**
 * Marks differing pixels that a displacement explains as `displaced`.
 * @param mostLeft percents of the difference around a pixel that may be left unexplained
 * @returns how many were marked
 */
export function markDisplaced(
  beforePixels: usize,
  strideBefore: usize,
  afterPixels: usize,
  strideAfter: usize,
  pixelsAcross: i32,
  pixelsDown: i32,
  marks: usize,
  mostLeft: i32,
): u32 {
  before = beforePixels;
  beforeStride = strideBefore;
  after = afterPixels;
  afterStride = strideAfter;
  width = pixelsAcross;
  height = pixelsDown;
  mask = marks;
  setDirections(directions, beforeStride);
  setDirections(directionsAfter, afterStride);
  let marked: u32 = 0;
  for (let top = 0; top < height; top += tileSize) {
    for (let left = 0; left < width; left += tileSize) marked += markTile(left, top, mostLeft);
  }
  return marked;
}

function markTile(left: i32, top: i32, mostLeft: i32): u32 {
  const right = min(left + tileSize, width);
  const bottom = min(top + tileSize, height);
  let between: u32 = 0;
  let differing: u32 = 0;
  for (let y = max(top, 1); y < min(bottom, height - 1); y++) {
    for (let x = max(left, 1); x < min(right, width - 1); x++) {
      const mark = mask + <usize>(y * width + x);
      if (load<u8>(mark) == same) continue;
      differing++;
      const one = before + <usize>y * beforeStride + <usize>x * 4;
      const two = after + <usize>y * afterStride + <usize>x * 4;
      if (!isBetween(two, one, beforeStride) || !isBetween(one, two, afterStride)) continue;
      between++;
      store<u8>(mark, load<u8>(mark) | candidateBit);
    }
  }
  if (between == 0) return 0;
  // Where most of a tile is out of reach of any displacement, the rest is part of the same change.
  const worthIt = between * 3 >= differing * 2;
  if (worthIt) searchTile(left, top, right, bottom);
  let marked: u32 = 0;
  for (let y = max(top, 1); y < min(bottom, height - 1); y++) {
    for (let x = max(left, 1); x < min(right, width - 1); x++) {
      const mark = mask + <usize>(y * width + x);
      const value = load<u8>(mark);
      if ((value & candidateBit) == 0) continue;
      const explained = worthIt && isExplained(x, y, mostLeft);
      store<u8>(mark, explained ? (value & plain) == plain ? plainDisplaced : displaced : value & ~candidateBit);
      if (explained) marked++;
    }
  }
  return marked;
}

/** Set while a pixel waits to be explained. */
const candidateBit: u8 = 0x80;
