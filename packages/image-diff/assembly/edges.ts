/** Tells smoothed edges apart by how a pixel lies among its eight neighbours. */

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
  let different: u32 = 0;
  let smoothing: u32 = 0;
  for (let y = 0; y < height; y++) {
    const rowBefore = before + <usize>(y * width) * 4;
    const rowAfter = after + <usize>(y * width) * 4;
    for (let x = 0; x < width; x++) {
      const at = <usize>x * 4;
      if (x + 16 <= width) {
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
          x += 15;
          continue;
        }
      }
      const one = load<u32>(rowBefore + at);
      const two = load<u32>(rowAfter + at);
      if (one == two || distanceBetween(one, two) <= threshold) continue;
      if (isSmoothing(before, after, x, y) || isSmoothing(after, before, x, y)) smoothing++;
      else different++;
    }
  }
  store<u32>(out, different);
  store<u32>(out, smoothing, 4);
}
