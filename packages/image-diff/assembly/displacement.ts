/**
 * Finds differences that come from drawing the same shape elsewhere by a pixel or less: what is left
 * of text drawn at another fraction of a pixel, of hinting, of another way to smooth edges. Each
 * differing pixel's surroundings are compared with those in the other picture, moved by quarters of a
 * pixel; where moving explains most of what differs, the pixel is marked.
 */
import { faint, plain, same } from './differences';

/** Differs, and is explained by a displacement. */
export const displaced: u8 = 3;
/** The same of a pixel that differs by more than the threshold. */
export const plainDisplaced: u8 = 4;
/** Differs by more than the threshold, and is not explained, but lies between what is around it. */
export const plainWithin: u8 = 5;

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

/** Of four pixels, one bit each: what they are, seen from the other picture. */
let beyondBits: u32 = 0;
let edgeBits: u32 = 0;
let nearBits: u32 = 0;

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
function lookAtFour(pixels: usize, around: usize, stride: usize): void {
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

/** How far around a tile is looked for what balances its differences: about a letter. */
const balanceReach: i32 = 4;

/** How far ink may be from where it was, across a thin line that moved. */
const carry: i32 = 2;

/** Changes of brightness around a tile, 16 bits each, with a margin of `carry`. */
const windowSide: i32 = tileSize + 2 * balanceReach;
const fieldSide: i32 = windowSide + 2 * carry;
const field = memory.data(800);

/**
 * What is left of all changes of brightness once each pixel that became brighter has been set off against
 * those near it that became darker.
 */
function leftAfterCarrying(): i32 {
  let left = 0;
  for (let y = carry; y < fieldSide - carry; y++) {
    for (let x = carry; x < fieldSide - carry; x++) {
      const own = field + <usize>(y * fieldSide + x) * 2;
      let surplus: i32 = load<i16>(own);
      if (surplus <= 0) continue;
      for (let reach = 1; reach <= carry && surplus > 0; reach++) {
        for (let down = -reach; down <= reach && surplus > 0; down++) {
          const step = abs(down) == reach ? 1 : 2 * reach;
          for (let across = -reach; across <= reach && surplus > 0; across += step) {
            const other = field + <usize>((y + down) * fieldSide + x + across) * 2;
            const lack: i32 = load<i16>(other);
            if (lack >= 0) continue;
            const carried = min(surplus, -lack);
            surplus -= carried;
            store<i16>(other, <i16>(lack + carried));
          }
        }
      }
      store<i16>(own, <i16>surplus);
    }
  }
  for (let at = 0; at < fieldSide * fieldSide; at++) {
    left += abs(<i32>load<i16>(field + <usize>at * 2));
  }
  return left;
}

/** What around a tile is the same ink: nothing, what differs faintly or is near what was there, or everything. */
const noInk = 0;
const faintInk = 1;
const allInk = 2;

/**
 * Whether what differs around a tile is the same ink drawn in another way. Either what became brighter
 * and what became darker balance, in every channel and close to one another: ink that is only drawn
 * elsewhere is still there, and where something is new, gone, bolder or of another colour, one of the
 * two outweighs the other. Or there are coloured fringes where there were none: letters smoothed by the
 * thirds of a pixel instead of by whole ones, or the other way round, which also makes them bolder or
 * paler. Or the darkest and the brightest of it are what they were, and faint differences lie between
 * them: edges that are smoothed otherwise.
 * @param mostOff percents of all that changed that may have no counterpart
 */
function sameInk(left: i32, top: i32, mostOff: i32): i32 {
  const x0 = max(left - balanceReach, 0);
  const y0 = max(top - balanceReach, 0);
  const x1 = min(left + tileSize + balanceReach, width);
  const y1 = min(top + tileSize + balanceReach, height);
  // Of two pixels each, in lanes of 16 bits: 128 changes of 255 are not too much for one.
  let sums = i16x8.splat(0);
  let sizes = i16x8.splat(0);
  let fringes = i32x4.splat(0);
  let lowBefore = i8x16.splat(-1);
  let lowAfter = lowBefore;
  let highBefore = i8x16.splat(0);
  let highAfter = highBefore;
  for (let y = y0; y < y1; y++) {
    const one = before + <usize>y * beforeStride;
    const two = after + <usize>y * afterStride;
    for (let x = x0; x < x1; x += 2) {
      // At the right edge the last pixel is looked at twice, so that there are two.
      const at = <usize>min(x, x1 - 2) * 4;
      const pixelsBefore = v128.load64_splat(one + at);
      const pixelsAfter = v128.load64_splat(two + at);
      lowBefore = i8x16.min_u(lowBefore, pixelsBefore);
      lowAfter = i8x16.min_u(lowAfter, pixelsAfter);
      highBefore = i8x16.max_u(highBefore, pixelsBefore);
      highAfter = i8x16.max_u(highAfter, pixelsAfter);
      const change = i16x8.sub(
        i16x8.extend_low_i8x16_u(pixelsAfter),
        i16x8.extend_low_i8x16_u(pixelsBefore),
      );
      sums = i16x8.add(sums, change);
      sizes = i16x8.add(sizes, i16x8.abs(change));
      // Red less blue, in the first lane of each pixel.
      const blue = i8x16.shuffle(
        change, change, 4, 5, 4, 5, 4, 5, 4, 5, 12, 13, 12, 13, 12, 13, 12, 13,
      );
      const redder = v128.and(i16x8.abs(i16x8.sub(change, blue)), i64x2.splat(0xffff));
      fringes = i32x4.add(fringes, i32x4.extadd_pairwise_i16x8_u(redder));
    }
  }
  const sum = i32x4.add(
    i32x4.extend_low_i16x8_s(sums),
    i32x4.extend_high_i16x8_s(sums),
  );
  const all = i32x4.add(
    i32x4.extend_low_i16x8_s(sizes),
    i32x4.extend_high_i16x8_s(sizes),
  );
  const off = i32x4.mul(i32x4.abs(sum), i32x4.splat(100));
  const allowed = i32x4.mul(all, i32x4.splat(mostOff));
  if (i32x4.all_true(i32x4.le_s(off, allowed)) && isCarriedNearby(x0, y0, x1, y1, mostOff)) {
    return allInk;
  }
  const redness = i32x4.extract_lane(fringes, 0) + i32x4.extract_lane(fringes, 2);
  const hasFringes = redness * 4 >= i32x4.extract_lane(all, 1);
  if (hasFringes && areSmoothedByThirds(x0, y0, x1, y1)) return allInk;
  return closeTo(lowBefore, lowAfter) && closeTo(highBefore, highAfter) ? faintInk : noInk;
}

/** Brightness of a pixel, of 255. */
// @ts-ignore: decorator
@inline
function greyOf(pixel: usize): i32 {
  return (77 * <i32>load<u8>(pixel) + 150 * <i32>load<u8>(pixel, 1) + 29 * <i32>load<u8>(pixel, 2)) >> 8;
}

/** Whether nearly all that became brighter is close to something that became as much darker. */
function isCarriedNearby(x0: i32, y0: i32, x1: i32, y1: i32, mostOff: i32): bool {
  memory.fill(field, 0, <usize>(fieldSide * fieldSide * 2));
  let all = 0;
  for (let y = y0; y < y1; y++) {
    const one = before + <usize>y * beforeStride;
    const two = after + <usize>y * afterStride;
    const row = field + <usize>((y - y0 + carry) * fieldSide + carry) * 2;
    for (let x = x0; x < x1; x++) {
      const at = <usize>x * 4;
      if (load<u32>(one + at) == load<u32>(two + at)) continue;
      const change = greyOf(two + at) - greyOf(one + at);
      all += abs(change);
      store<i16>(row + <usize>(x - x0) * 2, <i16>change);
    }
  }
  return leftAfterCarrying() * 100 <= all * mostOff;
}

/** Whether two colours are as good as the same. */
function closeTo(one: v128, two: v128): bool {
  const apart = v128.or(i8x16.sub_sat_u(one, two), i8x16.sub_sat_u(two, one));
  return !v128.any_true(i8x16.gt_u(apart, i8x16.splat(5)));
}

/**
 * How much more colourful pixels are than their brightness tells. Where one colour is mixed with another,
 * as at the edges of letters, redness follows brightness along a line; fringes do not.
 */
class Fringes {
  private count: f64 = 0;
  private y: f64 = 0;
  private yy: f64 = 0;
  private c: f64 = 0;
  private cc: f64 = 0;
  private cy: f64 = 0;

  clear(): void {
    this.count = 0;
    this.y = 0;
    this.yy = 0;
    this.c = 0;
    this.cc = 0;
    this.cy = 0;
  }

  @inline
  add(pixel: usize): void {
    const y = <f64>greyOf(pixel);
    const c = <f64>load<u8>(pixel) - <f64>load<u8>(pixel, 2);
    this.count += 1;
    this.y += y;
    this.yy += y * y;
    this.c += c;
    this.cc += c * c;
    this.cy += c * y;
  }

  /** How much brightness varies: squares of the distances from its mean, added up. */
  contrast(): f64 {
    return this.yy - (this.y * this.y) / this.count;
  }

  /** The same of redness, where its line over brightness is the mean. */
  strength(): f64 {
    const contrast = this.contrast();
    const together = this.cy - (this.c * this.y) / this.count;
    const redness = this.cc - (this.c * this.c) / this.count;
    return contrast > 0 ? redness - (together * together) / contrast : redness;
  }
}

const fringesBefore = new Fringes();
const fringesAfter = new Fringes();

/** Whether one of the pictures has fringes and the other none. */
function areSmoothedByThirds(x0: i32, y0: i32, x1: i32, y1: i32): bool {
  fringesBefore.clear();
  fringesAfter.clear();
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      if (load<u8>(mask + <usize>(y * width + x)) == same) continue;
      fringesBefore.add(before + <usize>y * beforeStride + <usize>x * 4);
      fringesAfter.add(after + <usize>y * afterStride + <usize>x * 4);
    }
  }
  const one = fringesBefore.strength();
  const two = fringesAfter.strength();
  const contrast = max(fringesBefore.contrast(), fringesAfter.contrast());
  return min(one, two) * 6 <= max(one, two) && max(one, two) * 16 >= contrast;
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

/** Brightness, as far as it matters for where edges are. */
// @ts-ignore: decorator
@inline
function lightness(pixel: usize): i32 {
  return 2 * <i32>load<u8>(pixel) + 5 * <i32>load<u8>(pixel, 1) + <i32>load<u8>(pixel, 2);
}

/** Percents of a tile's differences that have to look like a displacement, to try all of them. */
const leastLikely: f32 = 0.06;

/**
 * Whether the differences around a tile are where the edges are, brighter on one side and darker on the
 * other: how much of them a displacement that is small beside the width of edges would explain (Lucas
 * and Kanade, 1981). Of another colour, or of something new, it explains next to nothing.
 */
function mayBeDisplaced(left: i32, top: i32, right: i32, bottom: i32): bool {
  const x0 = max(left - reach, 1);
  const y0 = max(top - reach, 1);
  const x1 = min(right + reach, width - 1);
  const y1 = min(bottom + reach, height - 1);
  let xx: f32 = 0;
  let xy: f32 = 0;
  let yy: f32 = 0;
  let xd: f32 = 0;
  let yd: f32 = 0;
  let dd: f32 = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const one = before + <usize>y * beforeStride + <usize>x * 4;
      const two = after + <usize>y * afterStride + <usize>x * 4;
      const change = lightness(two) - lightness(one);
      // The slopes of both together: of one alone, they are beside where the other's are.
      const across =
        lightness(one + 4) - lightness(one - 4) + lightness(two + 4) - lightness(two - 4);
      const down =
        lightness(one + beforeStride) -
        lightness(one - beforeStride) +
        lightness(two + afterStride) -
        lightness(two - afterStride);
      xx += <f32>across * <f32>across;
      xy += <f32>across * <f32>down;
      yy += <f32>down * <f32>down;
      xd += <f32>across * <f32>change;
      yd += <f32>down * <f32>change;
      dd += <f32>change * <f32>change;
    }
  }
  if (dd == 0) return true;
  const determinant = xx * yy - xy * xy;
  // Where edges run one way only, there is one direction to move in.
  const explained =
    determinant > xx * yy * <f32>0.01
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
function searchTile(left: i32, top: i32, right: i32, bottom: i32): bool {
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
 * @param mostOff percents by which what became brighter and what became darker may differ
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
  mostOff: i32,
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
  for (let top = 0; top < height; top += blockSize) {
    for (let left = 0; left < width; left += blockSize) marked += markBlock(left, top, mostLeft, mostOff);
  }
  return marked;
}

/** Pixels of the side of four tiles: once one of them is beyond explanation, the others need none. */
const blockSize: i32 = 2 * tileSize;

function markBlock(left: i32, top: i32, mostLeft: i32, mostOff: i32): u32 {
  let marked: u32 = 0;
  for (let y = top; y < min(top + blockSize, height); y += tileSize) {
    for (let x = left; x < min(left + blockSize, width); x += tileSize) {
      const found = markTile(x, y, mostLeft, mostOff);
      if (found == beyondExplanation) return marked;
      marked += found;
    }
  }
  return marked;
}

/** Says of a tile that too much of it is out of reach of any displacement. */
const beyondExplanation: u32 = 0xffffffff;

/** Whether no pixel of a tile differs; of a narrow one, what is beside it is looked at as well. */
function isUntouched(left: i32, top: i32, bottom: i32): bool {
  let any: u64 = 0;
  for (let y = top; y < bottom; y++) any |= load<u64>(mask + <usize>(y * width + left));
  return any == 0;
}

function markTile(left: i32, top: i32, mostLeft: i32, mostOff: i32): u32 {
  const right = min(left + tileSize, width);
  const bottom = min(top + tileSize, height);
  if (isUntouched(left, top, bottom)) return 0;
  let within: u32 = 0;
  let outside: u32 = 0;
  const first = max(left, 1);
  const end = min(right, width - 1);
  for (let y = max(top, 1); y < min(bottom, height - 1); y++) {
    for (let x = first; x < end; x += 4) {
      const mark = mask + <usize>(y * width + x);
      const marked = load<u32>(mark);
      if (marked == 0) continue;
      const one = before + <usize>y * beforeStride + <usize>x * 4;
      const two = after + <usize>y * afterStride + <usize>x * 4;
      lookAtFour(two, one, beforeStride);
      const isBeyond = beyondBits;
      const isAtEdge = edgeBits;
      const isNear = nearBits;
      lookAtFour(one, two, afterStride);
      const far = isBeyond | beyondBits;
      const candidates = ~far & isAtEdge & edgeBits;
      const near = isNear & nearBits;
      for (let at = 0; at < min(4, end - x); at++) {
        if (((marked >> (at * 8)) & 0xff) == 0) continue;
        const bit: u32 = 1 << at;
        if ((far & bit) != 0) {
          outside++;
        } else if ((candidates & bit) != 0) {
          within++;
          const bits = (near & bit) != 0 ? candidateBit | nearBit : candidateBit;
          store<u8>(mark + at, load<u8>(mark + at) | bits);
        }
      }
      if (outside > mostBeyond) {
        takeBack(left, top, right, y + 1);
        return beyondExplanation;
      }
    }
  }
  if (within == 0) return 0;
  // Where most of a tile is out of reach of any displacement, the rest is part of the same change.
  const worthIt = within >= outside * 2;
  const ink = worthIt ? sameInk(left, top, mostOff) : noInk;
  const search =
    worthIt &&
    ink != allInk &&
    mayBeDisplaced(left, top, right, bottom) &&
    searchTile(left, top, right, bottom);
  let farLeft: u32 = 0;
  let marked: u32 = 0;
  for (let y = max(top, 1); y < min(bottom, height - 1); y++) {
    for (let x = max(left, 1); x < min(right, width - 1); x++) {
      const mark = mask + <usize>(y * width + x);
      const value = load<u8>(mark);
      if ((value & candidateBit) == 0) continue;
      const isPlain = (value & plain) == plain;
      if (ink == allInk || (search && isExplained(x, y, mostLeft))) {
        store<u8>(mark, isPlain ? plainDisplaced : displaced);
        marked++;
      } else if (isPlain && (value & nearBit) == 0) {
        store<u8>(mark, plainWithin);
        farLeft++;
      }
    }
  }
  // Where something is left that is far from what was there, what is near it are its edges.
  const isFaintInk = ink == faintInk && farLeft == 0;
  for (let y = max(top, 1); y < min(bottom, height - 1); y++) {
    for (let x = max(left, 1); x < min(right, width - 1); x++) {
      const mark = mask + <usize>(y * width + x);
      const value = load<u8>(mark);
      if ((value & candidateBit) == 0) continue;
      const isPlain = (value & plain) == plain;
      if (isFaintInk) {
        store<u8>(mark, isPlain ? plainDisplaced : displaced);
        marked++;
      } else {
        store<u8>(mark, isPlain ? plainWithin : faint);
      }
    }
  }
  return marked;
}

/** Pixels of a tile that no displacement can explain, from which on the others are part of the same change. */
const mostBeyond: u32 = 8;

/** Leaves a tile as it was. */
function takeBack(left: i32, top: i32, right: i32, bottom: i32): void {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const mark = mask + <usize>(y * width + x);
      store<u8>(mark, load<u8>(mark) & ~(candidateBit | nearBit));
    }
  }
}

/** Set while a pixel waits to be explained. */
const candidateBit: u8 = 0x80;
/** Set as well where it is near what was there. */
const nearBit: u8 = 0x40;
