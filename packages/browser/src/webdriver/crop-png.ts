import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** In pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Chunk {
  type: string;
  data: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function writeChunk({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((one) => Math.abs(guess - one));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Takes back the filters of PNG in rows of `stride` bytes, each after the byte that names its filter. */
function unfilter(rows: Buffer, stride: number, pixelBytes: number, count: number): Buffer {
  const plain = Buffer.alloc(stride * count);
  for (let row = 0; row < count; row += 1) {
    const from = row * (stride + 1);
    const filter = rows[from];
    const to = row * stride;
    for (let at = 0; at < stride; at += 1) {
      const left = at >= pixelBytes ? (plain[to + at - pixelBytes] ?? 0) : 0;
      const above = row > 0 ? (plain[to + at - stride] ?? 0) : 0;
      const corner = row > 0 && at >= pixelBytes ? (plain[to + at - stride - pixelBytes] ?? 0) : 0;
      const byte = rows[from + 1 + at] ?? 0;
      if (filter === 0) plain[to + at] = byte;
      else if (filter === 1) plain[to + at] = byte + left;
      else if (filter === 2) plain[to + at] = byte + above;
      else if (filter === 3) plain[to + at] = byte + ((left + above) >> 1);
      else plain[to + at] = byte + paeth(left, above, corner);
    }
  }
  return plain;
}

/**
 * Cuts an area out of a picture.
 * @param png As drivers make them: eight bits a channel, with or without an alpha channel, not interlaced.
 * @throws Error where it is another kind of PNG, or the area is not in it.
 */
export function cropPng(png: Buffer, { x, y, width, height }: Area): Buffer {
  const chunks = chunksOf(png);
  const [header] = chunks;
  if (header?.type !== 'IHDR') throw new Error('the screenshot is no PNG');
  const whole = { width: header.data.readUInt32BE(0), height: header.data.readUInt32BE(4) };
  const [depth, colour, , , interlaced] = header.data.subarray(8);
  const pixelBytes = { 2: 3, 6: 4 }[colour ?? 0];
  if (depth !== 8 || pixelBytes === undefined || interlaced !== 0)
    throw new Error(`the screenshot is a PNG of another kind: ${depth}, ${colour}, ${interlaced}`);
  if (x + width > whole.width || y + height > whole.height)
    throw new Error(`the screenshot is too small: ${whole.width} × ${whole.height}`);
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const stride = whole.width * pixelBytes;
  const rows = unfilter(inflateSync(Buffer.concat(packed)), stride, pixelBytes, y + height);
  const part = Buffer.alloc((width * pixelBytes + 1) * height);
  for (let row = 0; row < height; row += 1) {
    const from = (y + row) * stride + x * pixelBytes;
    rows.copy(part, row * (width * pixelBytes + 1) + 1, from, from + width * pixelBytes);
  }
  const size = Buffer.from(header.data);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    signature,
    writeChunk({ type: 'IHDR', data: size }),
    writeChunk({ type: 'IDAT', data: deflateSync(part, { level: 1 }) }),
    writeChunk({ type: 'IEND', data: Buffer.alloc(0) }),
  ]);
}
