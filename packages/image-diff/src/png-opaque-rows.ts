import { unfilterRow } from './png-unfilter.ts';

/** Bytes of four pixels; three of their four-byte words. */
const groupBytes = 12;

/** Adds the bytes of four-byte words, each by itself: carries do not reach the next byte. */
function addBytes(row: Uint32Array, above: Uint32Array): void {
  for (let at = 0; at < row.length; at++) {
    const one = row[at] as number;
    const other = above[at] as number;
    row[at] = ((one & 0x7f7f7f7f) + (other & 0x7f7f7f7f)) ^ ((one ^ other) & 0x80808080);
  }
}

/** Eight bits each of red, green and blue, four pixels at a time, as they lie in little-endian words. */
function paintGroups(row: Uint32Array, groups: number, pixels: Uint32Array, to: number): void {
  let at = to;
  for (let from = 0; from < groups * 3; from += 3) {
    const one = row[from] as number;
    const two = row[from + 1] as number;
    const three = row[from + 2] as number;
    pixels[at] = one | 0xff000000;
    pixels[at + 1] = (one >>> 24) | (two << 8) | 0xff000000;
    pixels[at + 2] = (two >>> 16) | (three << 16) | 0xff000000;
    pixels[at + 3] = (three >>> 8) | 0xff000000;
    at += 4;
  }
}

/**
 * Unfilters and paints the rows of an opaque RGB picture of eight bits, which is what browsers write
 * of most pages: several bytes at a time, and half the work of doing one after the other.
 * @param raw Rows of one filter byte and the pixels each; left as it is.
 * @param rgba Where the picture goes; at the start of its buffer.
 * @throws PngError
 */
export function paintOpaqueRows(
  raw: Uint8Array,
  { width, height }: { width: number; height: number },
  rgba: Uint8Array,
): void {
  const stride = width * 3;
  const pixels = new Uint32Array(rgba.buffer, 0, width * height);
  const groups = Math.floor(stride / groupBytes);
  let row = new Uint32Array(Math.ceil(stride / 4));
  let above = new Uint32Array(row.length);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const kind = raw[start] as number;
    const bytes = new Uint8Array(row.buffer, 0, stride);
    bytes.set(raw.subarray(start + 1, start + 1 + stride));
    if (kind === 2) addBytes(row, above);
    else unfilterRow(kind, bytes, new Uint8Array(above.buffer, 0, stride), 3);
    paintGroups(row, groups, pixels, y * width);
    for (let x = groups * 4; x < width; x++) {
      const [red = 0, green = 0, blue = 0] = bytes.subarray(x * 3, x * 3 + 3);
      pixels[y * width + x] = red | (green << 8) | (blue << 16) | 0xff000000;
    }
    [row, above] = [above, row];
  }
}
