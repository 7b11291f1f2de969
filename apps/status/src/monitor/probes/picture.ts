/** Reads the pixels of a plain PNG (https://www.w3.org/TR/png-3/): 8 bits, with or without alpha, not interlaced. */
import { inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** Three or four bytes for each pixel, row by row. */
  channels: 3 | 4;
  pixels: Buffer;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** A synthetic example is small; what says it is larger is not it. Pixels. */
const longestSide = 2_000;

/** @throws Error saying what is not as expected */
export function readPicture(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('the picture is no PNG');
  const parts: Buffer[] = [];
  let header: Buffer | null = null;
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') parts.push(content);
    at += 12 + length;
  }
  if (header === null || header.length !== 13) throw new Error('the picture has no header');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, kind, , , interlaced] = header.subarray(8);
  const channels = kind === 2 ? 3 : kind === 6 ? 4 : null;
  if (depth !== 8 || channels === null || interlaced !== 0) {
    throw new Error(`the picture is of a kind that is not expected (${depth} bits, type ${kind})`);
  }
  if (width > longestSide || height > longestSide) throw new Error('the picture is too large');
  const stride = width * channels;
  const maxOutputLength = (stride + 1) * height;
  const rows = inflateSync(Buffer.concat(parts), { maxOutputLength });
  if (rows.length !== maxOutputLength) throw new Error('the picture is not complete');
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    unfilter(rows.subarray(y * (stride + 1), (y + 1) * (stride + 1)), pixels, y * stride, channels);
  }
  return { width, height, channels, pixels };
}

/** Undoes the filter of one row (section 9 of the specification), which its first byte names. */
function unfilter(row: Buffer, pixels: Buffer, start: number, channels: number): void {
  const filter = row[0] ?? 0;
  const stride = row.length - 1;
  for (let x = 0; x < stride; x += 1) {
    const left = x >= channels ? (pixels[start + x - channels] ?? 0) : 0;
    const above = start >= stride ? (pixels[start + x - stride] ?? 0) : 0;
    const corner =
      x >= channels && start >= stride ? (pixels[start + x - stride - channels] ?? 0) : 0;
    const predicted =
      [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
    pixels[start + x] = ((row[x + 1] ?? 0) + predicted) & 0xff;
  }
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(estimate - value));
  if (a === undefined || b === undefined || c === undefined) return 0;
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
