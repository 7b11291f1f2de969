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

/** The differences of the four channels, each modulo 256. */
// @ts-ignore: decorator
@inline
function changeOf(from: u32, to: u32): u32 {
  const low = (to | 0x80808080) - (from & 0x7f7f7f7f);
  return low ^ ((to ^ ~from) & 0x80808080);
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
  let brighter: u32 = 0;
  let darker: u32 = 0;
  let total: u32 = 0;
  let displacedTotal: u32 = 0;
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
        displacedTotal += abs(brightening);
        continue;
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
  if (faintFound.count > 0) {
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
  store<u32>(out, common, 24);
  store<u32>(out, brighter, 28);
  store<u32>(out, darker, 32);
  store<u32>(out, total, 36);
  store<u32>(out, displacedTotal, 44);
}
