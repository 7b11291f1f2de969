/** What is to be known of the marks and the differences in each tile of a picture. */
import { plain, same } from './differences';
import { displaced, plainDisplaced, plainWithin } from './displacement';

/** Pixels of a tile's side. */
const tileSize: u32 = 16;

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

/** The differences of the four channels, each modulo 256. */
// @ts-ignore: decorator
@inline
function changeOf(from: u32, to: u32): u32 {
  const low = (to | 0x80808080) - (from & 0x7f7f7f7f);
  return low ^ ((to ^ ~from) & 0x80808080);
}

/** The smallest rectangle around pixels of a tile: left, top, right and bottom, a byte each, inclusive. */
// @ts-ignore: decorator
@inline
function grown(box: u32, x: u32, y: u32): u32 {
  const left = min(box & 0xff, x);
  const top = min((box >> 8) & 0xff, y);
  const right = max((box >> 16) & 0xff, x);
  const bottom = max(box >> 24, y);
  return left | (top << 8) | (right << 16) | (bottom << 24);
}

/** A box that holds nothing. */
const empty: u32 = 0x0000ffff;

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

function isUnmarked(mask: usize, maskStride: usize, height: u32): bool {
  let any = i32x4.splat(0);
  for (let y: u32 = 0; y < height; y++) any = v128.or(any, v128.load(mask + <usize>y * maskStride));
  return !v128.any_true(any);
}

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
  if (width == tileSize && isUnmarked(mask, maskStride, height)) return;
  let faintCount: u32 = 0;
  let plainCount: u32 = 0;
  let displacedCount: u32 = 0;
  let plainDisplacedCount: u32 = 0;
  let withinCount: u32 = 0;
  let displacedTotal: u32 = 0;
  let faintBox = empty;
  let plainBox = empty;
  let displacedBox = empty;
  let brighter: u32 = 0;
  let darker: u32 = 0;
  let total: u32 = 0;
  let candidate: u32 = 0;
  let votes: i32 = 0;
  for (let y: u32 = 0; y < height; y++) {
    const marks = mask + <usize>y * maskStride;
    for (let x: u32 = 0; x < width; x++) {
      const mark = load<u8>(marks + x);
      if (mark == same) continue;
      const from = load<u32>(before + <usize>y * beforeStride + <usize>x * 4);
      const to = load<u32>(after + <usize>y * afterStride + <usize>x * 4);
      const brightening = brightness(to) - brightness(from);
      if (mark == displaced || mark == plainDisplaced) {
        displacedCount++;
        if (mark == plainDisplaced) plainDisplacedCount++;
        displacedTotal += abs(brightening);
        displacedBox = grown(displacedBox, x, y);
        continue;
      }
      if (mark == plain || mark == plainWithin) {
        if (mark == plainWithin) withinCount++;
        plainCount++;
        plainBox = grown(plainBox, x, y);
      } else {
        faintCount++;
        faintBox = grown(faintBox, x, y);
      }
      if (brightening > 0) brighter++;
      else if (brightening < 0) darker++;
      total += abs(brightening);
      const change = changeOf(from, to);
      if (votes == 0) candidate = change;
      votes += change == candidate ? 1 : -1;
    }
  }
  let common: u32 = 0;
  if (faintCount + plainCount > 0) {
    for (let y: u32 = 0; y < height; y++) {
      const marks = mask + <usize>y * maskStride;
      for (let x: u32 = 0; x < width; x++) {
        const mark = load<u8>(marks + x);
        if (mark == same || mark == displaced || mark == plainDisplaced) continue;
        const from = load<u32>(before + <usize>y * beforeStride + <usize>x * 4);
        const to = load<u32>(after + <usize>y * afterStride + <usize>x * 4);
        if (changeOf(from, to) == candidate) common++;
      }
    }
  }
  store<u32>(out, faintCount);
  store<u32>(out, plainCount, 4);
  store<u32>(out, displacedCount, 8);
  store<u32>(out, faintBox, 12);
  store<u32>(out, plainBox, 16);
  store<u32>(out, displacedBox, 20);
  store<u32>(out, common, 24);
  store<u32>(out, brighter, 28);
  store<u32>(out, darker, 32);
  store<u32>(out, total, 36);
  store<u32>(out, plainDisplacedCount, 40);
  store<u32>(out, displacedTotal, 44);
  store<u32>(out, withinCount, 48);
}
