/** Whether what differs is the same ink, drawn in another way. */
import { same } from './marks';
import { after, afterStride, before, beforeStride, height, mask, tileSize, width } from './pair';

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
export const noInk = 0;
export const faintInk = 1;
export const allInk = 2;

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
export function sameInk(left: i32, top: i32, mostOff: i32): i32 {
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
 * as at the edges of letters, redness follows brightness along a line; fringes do not. Sums over pixels
 * of their brightness (y), their redness (c) and the products of these, in whole numbers.
 */
class Fringes {
  private y: v128 = i32x4.splat(0);
  private yy: v128 = i32x4.splat(0);
  private c: v128 = i32x4.splat(0);
  private cc: v128 = i32x4.splat(0);
  private cy: v128 = i32x4.splat(0);

  @inline
  clear(): void {
    this.y = i32x4.splat(0);
    this.yy = i32x4.splat(0);
    this.c = i32x4.splat(0);
    this.cc = i32x4.splat(0);
    this.cy = i32x4.splat(0);
  }

  /** Adds those of four pixels that are wanted. */
  @inline
  add(pixels: usize, wanted: v128): void {
    const four = v128.load(pixels);
    const red = v128.and(four, i32x4.splat(0xff));
    const green = v128.and(i32x4.shr_u(four, 8), i32x4.splat(0xff));
    const blue = v128.and(i32x4.shr_u(four, 16), i32x4.splat(0xff));
    const grey = i32x4.add(
      i32x4.add(i32x4.mul(red, i32x4.splat(77)), i32x4.mul(green, i32x4.splat(150))),
      i32x4.mul(blue, i32x4.splat(29)),
    );
    const y = v128.and(i32x4.shr_u(grey, 8), wanted);
    const c = v128.and(i32x4.sub(red, blue), wanted);
    this.y = i32x4.add(this.y, y);
    this.yy = i32x4.add(this.yy, i32x4.mul(y, y));
    this.c = i32x4.add(this.c, c);
    this.cc = i32x4.add(this.cc, i32x4.mul(c, c));
    this.cy = i32x4.add(this.cy, i32x4.mul(c, y));
  }

  /** How much brightness varies: squares of the distances from its mean, added up. */
  contrast(count: f64): f64 {
    const y = sumOf(this.y);
    return sumOf(this.yy) - (y * y) / count;
  }

  /** The same of redness, where its line over brightness is the mean. */
  strength(count: f64): f64 {
    const c = sumOf(this.c);
    const contrast = this.contrast(count);
    const together = sumOf(this.cy) - (c * sumOf(this.y)) / count;
    const redness = sumOf(this.cc) - (c * c) / count;
    return contrast > 0 ? redness - (together * together) / contrast : redness;
  }
}

// @ts-ignore: decorator
@inline
function sumOf(lanes: v128): f64 {
  return <f64>(
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}

const fringesBefore = new Fringes();
const fringesAfter = new Fringes();

/** Whether one of the pictures has fringes and the other none. */
function areSmoothedByThirds(x0: i32, y0: i32, x1: i32, y1: i32): bool {
  fringesBefore.clear();
  fringesAfter.clear();
  let differing = i32x4.splat(0);
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x += 4) {
      const bytes = v128.load32_zero(mask + <usize>(y * width + x));
      const marks = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
      const wanted = v128.and(
        i32x4.ne(marks, i32x4.splat(same)),
        i32x4.gt_s(i32x4.splat(x1 - x), i32x4(0, 1, 2, 3)),
      );
      if (!v128.any_true(wanted)) continue;
      differing = i32x4.sub(differing, wanted);
      fringesBefore.add(before + <usize>y * beforeStride + <usize>x * 4, wanted);
      fringesAfter.add(after + <usize>y * afterStride + <usize>x * 4, wanted);
    }
  }
  const count = sumOf(differing);
  const one = fringesBefore.strength(count);
  const two = fringesAfter.strength(count);
  const contrast = max(fringesBefore.contrast(count), fringesAfter.contrast(count));
  return min(one, two) * 6 <= max(one, two) && max(one, two) * 16 >= contrast;
}
