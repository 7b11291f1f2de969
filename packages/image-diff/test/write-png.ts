/** Writes PNGs of every kind from samples, sharing nothing with what reads them. */
import { crc32, deflateSync } from 'node:zlib';

export interface Drawing {
  width: number;
  height: number;
  bitDepth: number;
  colourType: 0 | 2 | 3 | 4 | 6;
  interlaced: boolean;
  /** The samples of every pixel, rows from the top. */
  pixels: number[][];
  /** Colours of a palette; the fourth number, an alpha, may be left out. */
  palette?: number[][];
  /** The samples of the colour that is transparent. */
  clear?: number[];
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/**
 * A PNG of this header and these already compressed pixels.
 * @param header bit depth, colour type, compression, filter and interlace
 * @param tables what comes between header and pixels
 */
export function assemble(
  header: number[],
  width: number,
  height: number,
  pixels: Buffer,
  tables: [type: string, content: Buffer][] = [],
): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([size, Buffer.from(header)])),
    ...tables.map(([type, content]) => chunk(type, content)),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Samples one after the other, each of this many bits, filled up to a whole byte. */
function pack(samples: number[], bits: number): number[] {
  const text = samples.map((sample) => sample.toString(2).padStart(bits, '0')).join('');
  return (text.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(left + up - corner - value)) as [
    number,
    number,
    number,
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function filterRow(kind: number, row: number[], above: number[], step: number): number[] {
  const filtered = row.map((value, at) => {
    const left = row[at - step] ?? 0;
    const up = above[at] ?? 0;
    const corner = at < step ? 0 : (above[at - step] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0;
    return (value - guess) & 255;
  });
  return [kind, ...filtered];
}

/** Which pass of Adam7 a pixel is in, from the table in the standard. */
const passOf = [
  [1, 6, 4, 6, 2, 6, 4, 6],
  [7, 7, 7, 7, 7, 7, 7, 7],
  [5, 6, 5, 6, 5, 6, 5, 6],
  [7, 7, 7, 7, 7, 7, 7, 7],
  [3, 6, 4, 6, 3, 6, 4, 6],
  [7, 7, 7, 7, 7, 7, 7, 7],
  [5, 6, 5, 6, 5, 6, 5, 6],
  [7, 7, 7, 7, 7, 7, 7, 7],
];

/** @param firstFilter the kind of the first row's filter; every further row has the next kind */
export function writePng(drawing: Drawing, firstFilter = 0): Buffer {
  const { width, height, bitDepth, colourType, interlaced, pixels, palette, clear } = drawing;
  const samples = pixels[0]?.length ?? 1;
  const step = Math.max(1, (samples * bitDepth) / 8);
  const data: number[] = [];
  let rows = firstFilter;
  for (const pass of interlaced ? [1, 2, 3, 4, 5, 6, 7] : [0]) {
    let above: number[] = [];
    for (let y = 0; y < height; y++) {
      const line = pixels
        .slice(y * width, (y + 1) * width)
        .filter((_, x) => !interlaced || passOf[y % 8]?.[x % 8] === pass);
      if (line.length === 0) continue;
      const row = pack(line.flat(), bitDepth);
      data.push(...filterRow(rows % 5, row, above, step));
      above = row;
      rows += 1;
    }
  }
  const tables: [string, Buffer][] = [];
  if (palette) {
    tables.push(['PLTE', Buffer.from(palette.flatMap((colour) => colour.slice(0, 3)))]);
    const alphas = palette.flatMap((colour) => colour.slice(3));
    if (alphas.length > 0) tables.push(['tRNS', Buffer.from(alphas)]);
  }
  if (clear) tables.push(['tRNS', Buffer.from(pack(clear, 16))]);
  const header = [bitDepth, colourType, 0, 0, interlaced ? 1 : 0];
  return assemble(header, width, height, deflateSync(Buffer.from(data)), tables);
}
