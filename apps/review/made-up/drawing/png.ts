/** A drawing surface of plain rectangles that knows how to become a PNG. */
import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

function chunk(name: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}

export class Canvas {
  readonly width: number;
  readonly height: number;
  private readonly pixels: Buffer;

  constructor(width: number, height: number, colour: Colour) {
    this.width = width;
    this.height = height;
    this.pixels = Buffer.alloc(width * height * 3);
    this.rectangle(0, 0, width, height, colour);
  }

  rectangle(x: number, y: number, width: number, height: number, colour: Colour, radius = 0): void {
    const bottom = Math.min(this.height, y + height);
    const right = Math.min(this.width, x + width);
    for (let row = Math.max(0, y); row < bottom; row++) {
      const fromEdge = Math.min(row - y, y + height - 1 - row);
      const inset =
        fromEdge < radius
          ? Math.round(radius - Math.sqrt(radius ** 2 - (radius - fromEdge - 0.5) ** 2))
          : 0;
      const from = (row * this.width + Math.max(0, x + inset)) * 3;
      const to = (row * this.width + right - inset) * 3;
      if (from < to) this.pixels.fill(Buffer.from(colour), from, to);
    }
  }

  png(): Buffer {
    const stride = this.width * 3;
    const raw = Buffer.alloc((stride + 1) * this.height);
    for (let row = 0; row < this.height; row++) {
      this.pixels.copy(raw, row * (stride + 1) + 1, row * stride, (row + 1) * stride);
    }
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.width, 0);
    header.writeUInt32BE(this.height, 4);
    header.set([8, 2, 0, 0, 0], 8);
    return Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(raw)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
}
