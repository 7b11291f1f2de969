/** What of a picture the document shows, and how. */
import type { Pixmap, Region } from '@twinlens/image-diff';

/** Pixels along a field of the chessboard. */
const field = 10;

/** @returns The part of the region that is within the picture. */
export function cropped({ width, height, rgba }: Pixmap, region: Region): Pixmap {
  const right = Math.min(width, region.x + region.width);
  const bottom = Math.min(height, region.y + region.height);
  const part = { width: right - region.x, height: bottom - region.y };
  const pixels = new Uint8Array(part.width * part.height * 4);
  for (let y = 0; y < part.height; y++) {
    const from = ((region.y + y) * width + region.x) * 4;
    pixels.set(rgba.subarray(from, from + part.width * 4), y * part.width * 4);
  }
  return { ...part, rgba: pixels };
}

/** @returns Every pixel as a square of so many along each side. */
export function enlarged({ width, height, rgba }: Pixmap, times: number): Pixmap {
  const pixels = new Uint8Array(width * height * times * times * 4);
  for (let y = 0; y < height * times; y++) {
    for (let x = 0; x < width * times; x++) {
      const from = (Math.floor(y / times) * width + Math.floor(x / times)) * 4;
      pixels.set(rgba.subarray(from, from + 4), (y * width * times + x) * 4);
    }
  }
  return { width: width * times, height: height * times, rgba: pixels };
}

/** @returns The picture on a chessboard of two greys, opaque. */
export function onChessboard({ width, height, rgba }: Pixmap): Pixmap {
  const pixels = new Uint8Array(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    const below = (Math.floor(x / field) + Math.floor(y / field)) % 2 === 0 ? 225 : 190;
    const share = (rgba[at + 3] as number) / 255;
    for (let channel = 0; channel < 3; channel++) {
      pixels[at + channel] = below + ((rgba[at + channel] as number) - below) * share;
    }
    pixels[at + 3] = 255;
  }
  return { width, height, rgba: pixels };
}
