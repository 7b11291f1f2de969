/** Writes pictures as small PNGs, and, where asked to, as PNGs of any form with the same pixels. */
import { crc32, deflateSync } from 'node:zlib';
import type { Pixmap } from '../../src/index.ts';

/** How a PNG is written; nothing of it changes a pixel. */
export interface PngForm {
  /** Of the standard: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  colourType?: 0 | 2 | 3 | 4 | 6;
  bitDepth?: 4 | 8 | 16;
  interlaced?: boolean;
  /** The kind of every row's filter, 0 to 4; without it the smallest file. */
  filter?: number;
  level?: number;
  /** The pixels in chunks of so many bytes. */
  split?: number;
  /** Chunks that say nothing of pixels, before these. */
  extra?: [type: string, content: Buffer][];
  /** With RGB: this colour means transparent, as no other pixel has it. */
  clear?: [number, number, number];
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function isOpaque({ rgba }: Pixmap): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

/** The samples of a pixel in the order a colour type has them; of RGBA by default. */
const channels = { 0: [0], 2: [0, 1, 2], 3: [], 4: [0, 3], 6: [0, 1, 2, 3] } as const;

/** Left, top and steps of the seven passes of Adam7. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function paletteOf({ rgba }: Pixmap): Map<number, number> {
  const view = new DataView(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const palette = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = view.getUint32(at);
    if (!palette.has(colour)) palette.set(colour, palette.size);
  }
  if (palette.size > 256) throw new Error(`${palette.size} colours are too many for a palette`);
  return palette;
}

const paeth = (left: number, up: number, corner: number): number => {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
};

function filterRow(kind: number, row: Uint8Array, above: Uint8Array, step: number): Buffer {
  const out = Buffer.alloc(row.length + 1);
  out[0] = kind;
  for (let at = 0; at < row.length; at += 1) {
    const left = row[at - step] ?? 0;
    const up = above[at] ?? 0;
    const corner = above[at - step] ?? 0;
    const guess = [0, left, up, (left + up) >> 1, kind === 4 ? paeth(left, up, corner) : 0][kind];
    out[at + 1] = (row[at] ?? 0) - (guess ?? 0);
  }
  return out;
}

function bestFilter(row: Uint8Array, above: Uint8Array, step: number): Buffer {
  let best = filterRow(0, row, above, step);
  let least = Number.POSITIVE_INFINITY;
  for (let kind = 0; kind < 5; kind += 1) {
    const filtered = filterRow(kind, row, above, step);
    let sum = 0;
    for (let at = 1; at < filtered.length; at += 1) {
      const value = filtered[at] ?? 0;
      sum += value < 128 ? value : 256 - value;
    }
    if (sum < least) [best, least] = [filtered, sum];
  }
  return best;
}

interface Layout {
  colourType: 0 | 2 | 3 | 4 | 6;
  bitDepth: number;
  palette: Map<number, number> | undefined;
}

function packRow(picture: Pixmap, y: number, from: number, step: number, layout: Layout): Buffer {
  const { rgba, width } = picture;
  const { colourType, bitDepth, palette } = layout;
  const bytes: number[] = [];
  const samples: number[] = [];
  const view = new DataView(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  for (let x = from; x < width; x += step) {
    const at = (y * width + x) * 4;
    if (palette) samples.push(palette.get(view.getUint32(at)) ?? 0);
    else for (const channel of channels[colourType]) samples.push(rgba[at + channel] ?? 0);
  }
  if (bitDepth === 16) for (const sample of samples) bytes.push(sample, sample);
  else if (bitDepth === 8) bytes.push(...samples);
  else {
    for (let at = 0; at < samples.length; at += 2) {
      bytes.push(((samples[at] ?? 0) << 4) | (samples[at + 1] ?? 0));
    }
  }
  return Buffer.from(bytes);
}

function packRows(picture: Pixmap, interlaced: boolean, layout: Layout): Buffer[][] {
  const all = interlaced ? passes : ([[0, 0, 1, 1]] as const);
  return all.map(([left, top, across, down]) => {
    const rows: Buffer[] = [];
    for (let y = top; y < picture.height && left < picture.width; y += down) {
      rows.push(packRow(picture, y, left, across, layout));
    }
    return rows;
  });
}

function compress(groups: Buffer[][], step: number, { filter, level = 9 }: PngForm): Buffer {
  const filtered = (one: (row: Buffer, above: Uint8Array) => Buffer) =>
    deflateSync(
      Buffer.concat(
        groups.flatMap((rows) =>
          rows.map((row, y) => one(row, rows[y - 1] ?? new Uint8Array(row.length))),
        ),
      ),
      { level, memLevel: 9 },
    );
  const all = (kind: number) => filtered((row, above) => filterRow(kind, row, above, step));
  if (filter !== undefined) return all(filter);
  const tried = [0, 1, 2, 3, 4].map(all);
  tried.push(filtered((row, above) => bestFilter(row, above, step)));
  return tried.reduce((best, next) => (next.length < best.length ? next : best));
}

/**
 * A picture as PNG: eight bits RGB, or RGBA where it is not opaque, as small as it gets, or the given
 * form. A form that cannot hold the picture's pixels is a mistake, which reading the file again shows.
 */
export function writePng(picture: Pixmap, form: PngForm = {}): Buffer {
  const colourType = form.colourType ?? (isOpaque(picture) ? 2 : 6);
  const bitDepth = form.bitDepth ?? 8;
  const palette = colourType === 3 ? paletteOf(picture) : undefined;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([bitDepth, colourType, 0, 0, form.interlaced ? 1 : 0], 8);
  const chunks = [chunk('IHDR', header)];
  if (palette) {
    const colours = [...palette.keys()];
    const rgb = colours.flatMap((colour) => [
      colour >>> 24,
      (colour >> 16) & 255,
      (colour >> 8) & 255,
    ]);
    chunks.push(chunk('PLTE', Buffer.from(rgb)));
    if (colours.some((colour) => (colour & 255) !== 255)) {
      chunks.push(chunk('tRNS', Buffer.from(colours.map((colour) => colour & 255))));
    }
  }
  if (form.clear)
    chunks.push(chunk('tRNS', Buffer.from(form.clear.flatMap((value) => [0, value]))));
  for (const [type, content] of form.extra ?? []) chunks.push(chunk(type, content));
  const samples = colourType === 3 ? 1 : channels[colourType].length;
  const step = Math.max(1, (samples * bitDepth) >> 3);
  const groups = packRows(picture, form.interlaced ?? false, { colourType, bitDepth, palette });
  const data = compress(groups, step, form);
  const size = form.split ?? data.length;
  for (let at = 0; at < data.length; at += size) {
    chunks.push(chunk('IDAT', data.subarray(at, at + size)));
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}
