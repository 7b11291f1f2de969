/** Tells smoothed edges apart by how a pixel lies among its eight neighbours. */
import { distanceOfOpaque } from './differences';

// @ts-ignore: decorator
@inline
function channelsApart(one: u32, two: u32, shift: u32): f64 {
  return <f64>(<i32>((one >> shift) & 0xff) - <i32>((two >> shift) & 0xff));
}

/**
 * Brightness of a pixel, times a hundred million: in whole numbers, as in what is compared with this, two
 * pixels are as bright where the difference is exactly nothing.
 */
// @ts-ignore: decorator
@inline
function brightness(pixel: u32): i64 {
  return (
    <i64>(pixel & 0xff) * 29889531 +
    <i64>((pixel >> 8) & 0xff) * 58662247 +
    <i64>((pixel >> 16) & 0xff) * 11448223
  );
}

/** The distance in YIQ; see differences.ts. In doubles, so that it is the same to the last bit. */
function distanceBetween(one: u32, two: u32): f64 {
  const red = channelsApart(one, two, 0);
  const green = channelsApart(one, two, 8);
  const blue = channelsApart(one, two, 16);
  const y = red * 0.29889531 + green * 0.58662247 + blue * 0.11448223;
  const i = red * 0.59597799 - green * 0.2741761 - blue * 0.32180189;
  const q = red * 0.21147017 - green * 0.52261711 + blue * 0.31114694;
  return 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q;
}

/** A rectangle of opaque pixels, one row after the other. */
let width: i32 = 0;
let height: i32 = 0;

// @ts-ignore: decorator
@inline
function pixelAt(pixels: usize, x: i32, y: i32): u32 {
  return load<u32>(pixels + <usize>(y * width + x) * 4);
}

/** Whether three or more of a pixel's neighbours have its very colour; one that is missing counts as one. */
function hasManyAlike(pixels: usize, x: i32, y: i32): bool {
  if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
    const stride = <usize>width * 4;
    const left = pixels + <usize>(y * width + x - 1) * 4;
    const own = v128.load32_splat(left + 4);
    // Three of the four that are read of each row; the pixel itself is one of them.
    const alike =
      popcnt<u32>(i32x4.bitmask(i32x4.eq(v128.load(left - stride), own)) & 7) +
      popcnt<u32>(i32x4.bitmask(i32x4.eq(v128.load(left), own)) & 7) +
      popcnt<u32>(i32x4.bitmask(i32x4.eq(v128.load(left + stride), own)) & 7);
    return alike > 3;
  }
  const left = max(x - 1, 0);
  const top = max(y - 1, 0);
  const right = min(x + 1, width - 1);
  const bottom = min(y + 1, height - 1);
  const own = pixelAt(pixels, x, y);
  // At the edge of the picture.
  let alike = 1;
  for (let column = left; column <= right; column++) {
    for (let row = top; row <= bottom; row++) {
      if (column == x && row == y) continue;
      if (pixelAt(pixels, column, row) == own && ++alike > 2) return true;
    }
  }
  return false;
}

/**
 * Whether a pixel smooths an edge: it has a darker and a brighter neighbour and hardly any of its own
 * brightness, and the darkest or the brightest of them lies in a plain area of both pictures.
 * V. Vysniauskas, "Anti-aliased Pixel and Intensity Slope Detector", 2009.
 */
function isSmoothing(pixels: usize, others: usize, x: i32, y: i32): bool {
  const left = max(x - 1, 0);
  const top = max(y - 1, 0);
  const right = min(x + 1, width - 1);
  const bottom = min(y + 1, height - 1);
  const own = pixelAt(pixels, x, y);
  const ownBrightness = brightness(own);
  let alike = x == left || x == right || y == top || y == bottom ? 1 : 0;
  let brightest = ownBrightness;
  let darkest = ownBrightness;
  let brightestX = 0;
  let brightestY = 0;
  let darkestX = 0;
  let darkestY = 0;
  for (let column = left; column <= right; column++) {
    for (let row = top; row <= bottom; row++) {
      if (column == x && row == y) continue;
      const other = pixelAt(pixels, column, row);
      const itsBrightness = other == own ? ownBrightness : brightness(other);
      if (itsBrightness == ownBrightness) {
        if (++alike > 2) return false;
      } else if (itsBrightness > brightest) {
        brightest = itsBrightness;
        brightestX = column;
        brightestY = row;
      } else if (itsBrightness < darkest) {
        darkest = itsBrightness;
        darkestX = column;
        darkestY = row;
      }
    }
  }
  if (brightest == ownBrightness || darkest == ownBrightness) return false;
  return (
    (hasManyAlike(pixels, brightestX, brightestY) && hasManyAlike(others, brightestX, brightestY)) ||
    (hasManyAlike(pixels, darkestX, darkestY) && hasManyAlike(others, darkestX, darkestY))
  );
}

/**
 * Which of four pixels lie in a plain area: three or more of their eight neighbours have their colour.
 * None of them smooths an edge. They must not lie at the picture's.
 */
function plainOfFour(pixels: usize): u32 {
  const stride = <usize>width * 4;
  const own = v128.load(pixels);
  const above = pixels - stride;
  const below = pixels + stride;
  // Each comparison gives -1 where they are equal.
  const alike = i32x4.add(
    i32x4.add(
      i32x4.add(i32x4.eq(own, v128.load(above - 4)), i32x4.eq(own, v128.load(above))),
      i32x4.add(i32x4.eq(own, v128.load(above + 4)), i32x4.eq(own, v128.load(pixels - 4))),
    ),
    i32x4.add(
      i32x4.add(i32x4.eq(own, v128.load(pixels + 4)), i32x4.eq(own, v128.load(below - 4))),
      i32x4.add(i32x4.eq(own, v128.load(below)), i32x4.eq(own, v128.load(below + 4))),
    ),
  );
  return i32x4.bitmask(i32x4.lt_s(alike, i32x4.splat(-2)));
}

let different: u32 = 0;
let smoothing: u32 = 0;

/** Counts one pixel that is too far apart; the flags say in which picture it is known to lie in a plain area. */
function countOne(
  before: usize,
  after: usize,
  x: i32,
  y: i32,
  isPlainBefore: bool,
  isPlainAfter: bool,
): void {
  if (
    (!isPlainBefore && isSmoothing(before, after, x, y)) ||
    (!isPlainAfter && isSmoothing(after, before, x, y))
  ) {
    smoothing++;
  } else {
    different++;
  }
}

/**
 * Counts the pixels of two opaque pictures of one size that are farther apart than a threshold, and those
 * among them that smooth an edge in one of the two. As pixelmatch 7 counts them.
 * @param out two numbers of 32 bits: those that are not smoothing, and those that are
 */
export function countApart(
  before: usize,
  after: usize,
  pixelsAcross: i32,
  pixelsDown: i32,
  threshold: f64,
  out: usize,
): void {
  width = pixelsAcross;
  height = pixelsDown;
  different = 0;
  smoothing = 0;
  for (let y = 0; y < height; y++) {
    const rowBefore = before + <usize>(y * width) * 4;
    const rowAfter = after + <usize>(y * width) * 4;
    const isInside = y > 0 && y < height - 1;
    let x = 0;
    while (x + 4 <= width) {
      const at = <usize>x * 4;
      if (x + 16 <= width && areSame(rowBefore + at, rowAfter + at)) {
        x += 16;
        continue;
      }
      countFour(before, after, x, y, isInside && x > 0 && x + 4 < width, threshold);
      x += 4;
    }
    for (; x < width; x++) {
      const one = load<u32>(rowBefore + <usize>x * 4);
      const two = load<u32>(rowAfter + <usize>x * 4);
      if (one != two && distanceBetween(one, two) > threshold) {
        countOne(before, after, x, y, false, false);
      }
    }
  }
  store<u32>(out, different);
  store<u32>(out, smoothing, 4);
}

/** Whether sixteen pixels are the same. */
// @ts-ignore: decorator
@inline
function areSame(one: usize, two: usize): bool {
  const any = v128.or(
    v128.or(
      v128.xor(v128.load(one), v128.load(two)),
      v128.xor(v128.load(one, 16), v128.load(two, 16)),
    ),
    v128.or(
      v128.xor(v128.load(one, 32), v128.load(two, 32)),
      v128.xor(v128.load(one, 48), v128.load(two, 48)),
    ),
  );
  return !v128.any_true(any);
}

/** Singles are exact to this share, and less: only what is closer to the threshold is looked at again. */
const exactTo: f64 = 0.0001;

function countFour(
  before: usize,
  after: usize,
  x: i32,
  y: i32,
  isInside: bool,
  threshold: f64,
): void {
  const offset = <usize>(y * width + x) * 4;
  const four = v128.load(before + offset);
  const others = v128.load(after + offset);
  if (i32x4.all_true(i32x4.eq(four, others))) return;
  const distances = distanceOfOpaque(four, others);
  let apart: u32 = i32x4.bitmask(f32x4.gt(distances, f32x4.splat(<f32>(threshold * (1 + exactTo)))));
  const maybe: u32 =
    i32x4.bitmask(f32x4.gt(distances, f32x4.splat(<f32>(threshold * (1 - exactTo))))) & ~apart;
  for (let lane = 0; maybe >> lane != 0; lane++) {
    if (((maybe >> lane) & 1) == 0) continue;
    const at = offset + <usize>lane * 4;
    if (distanceBetween(load<u32>(before + at), load<u32>(after + at)) > threshold) {
      apart |= 1 << lane;
    }
  }
  if (apart == 0) return;
  const plainBefore = isInside ? plainOfFour(before + offset) : 0;
  const plainAfter = isInside ? plainOfFour(after + offset) : 0;
  const plain = plainBefore & plainAfter & apart;
  different += popcnt<u32>(plain);
  for (let rest = apart & ~plain; rest != 0; rest &= rest - 1) {
    const lane = ctz<u32>(rest);
    const bit: u32 = 1 << lane;
    const isPlainBefore = (plainBefore & bit) != 0;
    const isPlainAfter = (plainAfter & bit) != 0;
    countOne(before, after, x + <i32>lane, y, isPlainBefore, isPlainAfter);
  }
}
