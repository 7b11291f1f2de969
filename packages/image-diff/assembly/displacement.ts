/**
 * Displacements: how much of what differs is left when one of the pictures is moved by quarters of a
 * pixel, in any of eight directions.
 */
import { after, afterStride, before, beforeStride, height, width } from './pair';

/** How far around a tile, and around a pixel, is looked. */
const reach: i32 = 2;

/** Bytes from a pixel of `before` to its neighbour in each of eight directions; opposite ones are four apart. */
const directions = memory.data(32);
const directionsAfter = memory.data(32);
/** To be called for each pair. */
export function setUpDirections(): void {
  setDirections(directions, beforeStride);
  setDirections(directionsAfter, afterStride);
}

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

/** The same where the lanes together are too much for 32 bits. */
// @ts-ignore: decorator
@inline
function wideSumOf(lanes: v128): f64 {
  return (
    <f64>i32x4.extract_lane(lanes, 0) +
    <f64>i32x4.extract_lane(lanes, 1) +
    <f64>i32x4.extract_lane(lanes, 2) +
    <f64>i32x4.extract_lane(lanes, 3)
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

/** Brightness of the pixels in and around a tile, as far as it matters for where edges are: 16 bits each. */
const lightSide: i32 = 16;
const lightBefore = memory.data(512);
const lightAfter = memory.data(512);

/** Of four pixels: twice the red, five times the green and the blue. */
// @ts-ignore: decorator
@inline
function lightnessOfFour(pixels: usize): v128 {
  const weights = i16x8(2, 5, 1, 0, 2, 5, 1, 0);
  const four = v128.load(pixels);
  const low = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(four), weights);
  const high = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(four), weights);
  return i32x4.add(
    i32x4.shuffle(low, high, 0, 2, 4, 6),
    i32x4.shuffle(low, high, 1, 3, 5, 7),
  );
}

/** Reads sixteen columns, more than are looked at: what lies past the picture makes no difference. */
function readLight(pixels: usize, stride: usize, rows: i32, out: usize): void {
  for (let y = 0; y < rows; y++) {
    const row = pixels + <usize>y * stride;
    const to = out + <usize>(y * lightSide) * 2;
    for (let x: usize = 0; x < 64; x += 32) {
      const eight = i16x8.narrow_i32x4_s(lightnessOfFour(row + x), lightnessOfFour(row + x + 16));
      v128.store(to + (x >> 1), eight);
    }
  }
}

/** Percents of a tile's differences that have to look like a displacement, to try all of them. */
const leastLikely: f64 = 0.06;

/**
 * Whether the differences around a tile are where the edges are, brighter on one side and darker on the
 * other: how much of them a displacement that is small beside the width of edges would explain (Lucas
 * and Kanade, 1981). Of another colour, or of something new, it explains next to nothing.
 */
export function mayBeDisplaced(left: i32, top: i32, right: i32, bottom: i32): bool {
  const x0 = max(left - reach, 1);
  const y0 = max(top - reach, 1);
  const x1 = min(right + reach, width - 1);
  const y1 = min(bottom + reach, height - 1);
  const columns = x1 - x0;
  const rows = y1 - y0;
  if (columns <= 0 || rows <= 0) return true;
  const corner = <usize>(y0 - 1) * beforeStride + <usize>(x0 - 1) * 4;
  readLight(before + corner, beforeStride, rows + 2, lightBefore);
  readLight(after + <usize>(y0 - 1) * afterStride + <usize>(x0 - 1) * 4, afterStride, rows + 2, lightAfter);
  let sumXX = i32x4.splat(0);
  let sumXY = sumXX;
  let sumYY = sumXX;
  let sumXD = sumXX;
  let sumYD = sumXX;
  let sumDD = sumXX;
  for (let x = 0; x < columns; x += 8) {
    const inside = i16x8.gt_s(i16x8.splat(<i16>(columns - x)), i16x8(0, 1, 2, 3, 4, 5, 6, 7));
    for (let y = 1; y <= rows; y++) {
      const one = lightBefore + <usize>(y * lightSide + x) * 2;
      const two = lightAfter + <usize>(y * lightSide + x) * 2;
      const change = v128.and(i16x8.sub(v128.load(two, 2), v128.load(one, 2)), inside);
      // The slopes of both together: of one alone, they are beside where the other's are.
      const across = v128.and(
        i16x8.add(
          i16x8.sub(v128.load(one, 4), v128.load(one)),
          i16x8.sub(v128.load(two, 4), v128.load(two)),
        ),
        inside,
      );
      const down = v128.and(
        i16x8.add(
          i16x8.sub(v128.load(one, lightSide * 2 + 2), v128.load(one - lightSide * 2 + 2)),
          i16x8.sub(v128.load(two, lightSide * 2 + 2), v128.load(two - lightSide * 2 + 2)),
        ),
        inside,
      );
      sumXX = i32x4.add(sumXX, i32x4.dot_i16x8_s(across, across));
      sumXY = i32x4.add(sumXY, i32x4.dot_i16x8_s(across, down));
      sumYY = i32x4.add(sumYY, i32x4.dot_i16x8_s(down, down));
      sumXD = i32x4.add(sumXD, i32x4.dot_i16x8_s(across, change));
      sumYD = i32x4.add(sumYD, i32x4.dot_i16x8_s(down, change));
      sumDD = i32x4.add(sumDD, i32x4.dot_i16x8_s(change, change));
    }
  }
  const xx = wideSumOf(sumXX);
  const xy = wideSumOf(sumXY);
  const yy = wideSumOf(sumYY);
  const xd = wideSumOf(sumXD);
  const yd = wideSumOf(sumYD);
  const dd = wideSumOf(sumDD);
  if (dd == 0) return true;
  const determinant = xx * yy - xy * xy;
  // Where edges run one way only, there is one direction to move in.
  const explained =
    determinant > xx * yy * 0.01
      ? (xd * xd * yy - 2 * xd * yd * xy + yd * yd * xx) / determinant
      : xx + yy > 0
        ? max(xx > 0 ? (xd * xd) / xx : 0, yy > 0 ? (yd * yd) / yy : 0)
        : 0;
  return explained >= dd * leastLikely;
}

/** Percents of a tile's differences that some displacement has to explain, to try the others. */
const leastExplained: i64 = 3;

/**
 * Tries displacements on a whole tile, so that single pixels have to try only the best: first by half a
 * pixel and a whole one, and the others where one of those is of any use.
 * @returns whether there is one worth trying
 */
export function searchTile(left: i32, top: i32, right: i32, bottom: i32): bool {
  const x0 = max(left - reach, 1);
  const y0 = max(top - reach, 1);
  // Two pixels are read at a time.
  const x1 = min(right + reach, width - 2);
  const y1 = min(bottom + reach, height - 1);
  for (let at = 0; at < kept; at++) store<i32>(leftovers + <usize>at * 4, i32.MAX_VALUE);
  for (let candidate = 1; candidate < 32; candidate += 2) {
    keep(candidate, differenceWith(candidate, x0, y0, x1, y1));
  }
  const whole = <i64>difference(x0, y0, x1, y1);
  if (<i64>load<i32>(leftovers) * 100 > whole * (100 - leastExplained)) return false;
  for (let candidate = 0; candidate < 64; candidate++) {
    // Moving one by a whole pixel is moving the other by one the other way.
    const isTried = candidate < 32 ? (candidate & 1) == 1 : (candidate & 3) == 3;
    if (!isTried) keep(candidate, differenceWith(candidate, x0, y0, x1, y1));
  }
  return true;
}

/** Whether one of the tile's displacements explains what differs around a pixel. */
export function isExplained(x: i32, y: i32, mostLeft: i32): bool {
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
