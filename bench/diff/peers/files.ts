/** PNG files for the engines that take pixels and give pixels. */
import sharp from 'sharp';

// A file is decoded each time, as it is by the others.
sharp.cache(false);

export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/** @returns RGBA, 8 bits a channel. */
export async function readPixels(png: string): Promise<Pixels> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Writes RGBA, compressed as fast as pays for what is diffs mostly of one colour. */
export async function writePixels({ width, height, data }: Pixels, png: string): Promise<void> {
  const raw = { width, height, channels: 4 } as const;
  await sharp(data, { raw }).png({ compressionLevel: 1, adaptiveFiltering: false }).toFile(png);
}

/** The picture in the top left corner of a larger transparent one. */
export function padded(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < pixels.height; y += 1) {
    const row = pixels.data.subarray(y * pixels.width * 4, (y + 1) * pixels.width * 4);
    data.set(row, y * width * 4);
  }
  return { width, height, data };
}

/** Decodes alone: what storing a picture cannot do without. */
export function decode(png: string): Promise<Buffer> {
  return sharp(png).raw().toBuffer();
}
