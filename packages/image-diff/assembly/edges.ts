/** Tells smoothed edges apart by how a pixel lies among its eight neighbours. */
import { distanceOfOpaque } from './differences';

// @ts-ignore: decorator
@inline
function channelsApart(one: u32, two: u32, shift: u32): f64 {
  return <f64>(<i32>((one >> shift) & 0xff) - <i32>((two >> shift) & 0xff));
}

/** How much brighter a pixel is than another. */
// @ts-ignore: decorator
@inline
function brighterBy(one: u32, two: u32): f64 {
  return (
    channelsApart(one, two, 0) * 0.29889531 +
    channelsApart(one, two, 8) * 0.58662247 +
    channelsApart(one, two, 16) * 0.11448223
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
  const left = max(x - 1, 0);
  const top = max(y - 1, 0);
  const right = min(x + 1, width - 1);
  const bottom = min(y + 1, height - 1);
  const own = pixelAt(pixels, x, y);
  let alike = x == left || x == right || y == top || y == bottom ? 1 : 0;
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
  let alike = x == left || x == right || y == top || y == bottom ? 1 : 0;
  let low: f64 = 0;
  let high: f64 = 0;
  let lowX = 0;
  let lowY = 0;
  let highX = 0;
  let highY = 0;
  for (let column = left; column <= right; column++) {
    for (let row = top; row <= bottom; row++) {
      if (column == x && row == y) continue;
      const other = pixelAt(pixels, column, row);
      const apart = other == own ? 0 : brighterBy(own, other);
      if (apart == 0) {
        if (++alike > 2) return false;
      } else if (apart < low) {
        low = apart;
        lowX = column;
        lowY = row;
      } else if (apart > high) {
        high = apart;
        highX = column;
        highY = row;
      }
    }
  }
  if (low == 0 || high == 0) return false;
  return (
    (hasManyAlike(pixels, lowX, lowY) && hasManyAlike(others, lowX, lowY)) ||
    (hasManyAlike(pixels, highX, highY) && hasManyAlike(others, highX, highY))
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

/** Counts one pixel that is too far apart. */
function countOne(before: usize, after: usize, x: i32, y: i32): void {
  if (isSmoothing(before, after, x, y) || isSmoothing(after, before, x, y)) smoothing++;
  else different++;
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
      if (one != two && distanceBetween(one, two) > threshold) countOne(before, after, x, y);
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
  if (isInside) {
    const plain = plainOfFour(before + offset) & plainOfFour(after + offset) & apart;
    different += popcnt<u32>(plain);
    apart &= ~plain;
  }
  for (let lane = 0; apart >> lane != 0; lane++) {
    if (((apart >> lane) & 1) != 0) countOne(before, after, x + lane, y);
  }
}
