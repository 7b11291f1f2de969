/**
 * Writes which marks are not `same`, a bit each, the first one lowest; each row begins with a byte of its own.
 * @param mask the first mark; up to fifteen past the last are read
 * @param out `(width + 7) / 8` bytes a row, and a byte more
 */
export function packMarks(
  mask: usize,
  maskStride: usize,
  width: usize,
  height: u32,
  out: usize,
): void {
  const stride = (width + 7) >> 3;
  for (let y: u32 = 0; y < height; y++) {
    const row = mask + <usize>y * maskStride;
    const to = out + <usize>y * stride;
    for (let x: usize = 0; x < width; x += 16) {
      const differing = i8x16.bitmask(i8x16.ne(v128.load(row + x), i8x16.splat(0)));
      const inside = width - x < 16 ? differing & ((1 << <i32>(width - x)) - 1) : differing;
      store<u16>(to + (x >> 3), <u16>inside);
    }
  }
}
