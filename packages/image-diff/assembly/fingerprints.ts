/** Keyed fingerprints of rows, and of the cells of eight pixels that rows are made of. */

/** What the key of each step differs by from the one before; odd halves, so that none repeats soon. */
// @ts-ignore: decorator
@inline
function keyStep(): v128 {
  return i64x2(0x9e3779b185ebca87, 0xc2b2ae3d27d4eb4f);
}

/** The two halves of each 64-bit lane multiplied with one another, after the key was mixed in. */
// @ts-ignore: decorator
@inline
function mixed(data: v128, key: v128): v128 {
  const keyed = v128.xor(data, key);
  const low = i8x16.shuffle(keyed, keyed, 0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11);
  const high = i8x16.shuffle(keyed, keyed, 4, 5, 6, 7, 12, 13, 14, 15, 4, 5, 6, 7, 12, 13, 14, 15);
  return i64x2.add(i64x2.extmul_low_i32x4_u(low, high), i64x2.shl(data, 1));
}

/** Spreads every bit over the whole number; the finisher of MurmurHash3, which is in the public domain. */
// @ts-ignore: decorator
@inline
function avalanche(value: u64): u64 {
  let mixing = value;
  mixing ^= mixing >> 33;
  mixing *= 0xff51afd7ed558ccd;
  mixing ^= mixing >> 33;
  mixing *= 0xc4ceb9fe1a85ec53;
  return mixing ^ (mixing >> 33);
}

/** The last bytes of a row, where fewer than a whole step are left. */
const tail = memory.data(32);

/**
 * @param rows RGBA, `width` pixels each, one after the other
 * @param key 32 bytes
 * @param out 8 bytes a row
 */
export function fingerprintRows(
  rows: usize,
  width: usize,
  height: u32,
  key: usize,
  out: usize,
): void {
  const length = width * 4;
  const whole = length & ~31;
  const first = v128.load(key);
  const second = v128.load(key, 16);
  for (let y: u32 = 0; y < height; y++) {
    const row = rows + <usize>y * length;
    let keyOne = first;
    let keyTwo = second;
    let sumOne = i64x2.splat(0);
    let sumTwo = i64x2.splat(0);
    for (let at: usize = 0; at < whole; at += 32) {
      sumOne = i64x2.add(sumOne, mixed(v128.load(row + at), keyOne));
      sumTwo = i64x2.add(sumTwo, mixed(v128.load(row + at, 16), keyTwo));
      keyOne = i64x2.add(keyOne, keyStep());
      keyTwo = i64x2.add(keyTwo, keyStep());
    }
    if (whole < length) {
      memory.fill(tail, 0, 32);
      memory.copy(tail, row + whole, length - whole);
      sumOne = i64x2.add(sumOne, mixed(v128.load(tail), keyOne));
      sumTwo = i64x2.add(sumTwo, mixed(v128.load(tail, 16), keyTwo));
    }
    const one = avalanche(i64x2.extract_lane(sumOne, 0) + width);
    const two = avalanche(i64x2.extract_lane(sumOne, 1) ^ one);
    const three = avalanche(i64x2.extract_lane(sumTwo, 0) + two);
    store<u64>(out + <usize>y * 8, avalanche(i64x2.extract_lane(sumTwo, 1) ^ three));
  }
}

/**
 * Fingerprints of cells of eight pixels; the lowest bit says that all eight are of one colour.
 * @param like rows of the same size whose cells are known, as many of them may be the same; or 0
 * @param likeCells their cells
 * @param out 4 bytes a cell, the cells of a row one after the other; the last may be narrower
 */
export function fingerprintCells(
  rows: usize,
  width: usize,
  height: u32,
  key: usize,
  like: usize,
  likeCells: usize,
  out: usize,
): void {
  const length = width * 4;
  const keyOne = v128.load(key);
  const keyTwo = v128.load(key, 16);
  let cell = out;
  for (let y: u32 = 0; y < height; y++) {
    const row = rows + <usize>y * length;
    for (let at: usize = 0; at < length; at += 32) {
      let from = row + at;
      const rest = length - at;
      if (rest < 32) {
        // Filled with its first pixel, so that a narrow cell of one colour is one of one colour.
        for (let byte: usize = 0; byte < 32; byte += 4) store<u32>(tail + byte, load<u32>(from));
        memory.copy(tail, from, rest);
        from = tail;
      }
      const one = v128.load(from);
      const two = v128.load(from, 16);
      if (like != 0 && rest >= 32) {
        const other = like + (row - rows) + at;
        const differing = v128.or(
          v128.xor(one, v128.load(other)),
          v128.xor(two, v128.load(other, 16)),
        );
        if (!v128.any_true(differing)) {
          store<u32>(cell, load<u32>(likeCells + (cell - out)));
          cell += 4;
          continue;
        }
      }
      const colour = i32x4.splat(load<u32>(from));
      const differing = v128.or(v128.xor(one, colour), v128.xor(two, colour));
      const sum = i64x2.add(mixed(one, keyOne), mixed(two, keyTwo));
      const whole = avalanche(i64x2.extract_lane(sum, 0) ^ (i64x2.extract_lane(sum, 1) * 3));
      const flat: u32 = v128.any_true(differing) ? 0 : 1;
      store<u32>(cell, (<u32>whole & ~1) | flat);
      cell += 4;
    }
  }
}

/**
 * Goes on with the fingerprints of the columns of a rectangle by some of its rows.
 * @param pixels its first pixel
 * @param stride bytes from row to row
 * @param out 4 bytes a column: what the rows before have given, or any key; and 12 bytes more
 */
export function fingerprintColumns(
  pixels: usize,
  stride: usize,
  width: usize,
  height: u32,
  out: usize,
): void {
  let y: u32 = 0;
  // Past the last column lies what nobody reads.
  for (; y + 4 <= height; y += 4) {
    const row = pixels + <usize>y * stride;
    for (let x: usize = 0; x < width * 4; x += 16) {
      let print = v128.load(out + x);
      print = goneOn(print, v128.load(row + x));
      print = goneOn(print, v128.load(row + stride + x));
      print = goneOn(print, v128.load(row + 2 * stride + x));
      v128.store(out + x, goneOn(print, v128.load(row + 3 * stride + x)));
    }
  }
  for (; y < height; y++) {
    const row = pixels + <usize>y * stride;
    for (let x: usize = 0; x < width * 4; x += 16) {
      v128.store(out + x, goneOn(v128.load(out + x), v128.load(row + x)));
    }
  }
}

/** Four fingerprints, with one pixel more each. */
// @ts-ignore: decorator
@inline
function goneOn(prints: v128, pixels: v128): v128 {
  const turned = v128.or(i32x4.shl(prints, 13), i32x4.shr_u(prints, 19));
  return i32x4.mul(v128.xor(turned, pixels), i32x4.splat(0x01000193));
}
