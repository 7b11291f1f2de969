import { PngError, type PngParts } from './png-chunks.ts';

/**
 * The colour of every value a pixel of at most eight bits may have: 256 times RGBA. Values the file
 * gives no colour have the last one it gives, as in Chromium.
 * @returns null when the samples of a pixel are colours themselves
 * @throws PngError
 */
export function paletteOf(parts: PngParts): Uint8Array | null {
  if (parts.colourType === 3) return readPalette(parts);
  return parts.colourType === 0 && parts.bitDepth <= 8 ? greys(parts) : null;
}

function readPalette({ palette, transparency }: PngParts): Uint8Array {
  if (!palette?.length || palette.length % 3 !== 0 || palette.length > 256 * 3) {
    throw new PngError('the PNG is damaged: it has no valid palette');
  }
  const count = palette.length / 3;
  if (transparency !== undefined && transparency.length > count) {
    throw new PngError('the PNG is damaged: its palette has fewer colours than alphas');
  }
  const colours = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    const given = Math.min(i, count - 1);
    colours.set(palette.subarray(given * 3, given * 3 + 3), i * 4);
    colours[i * 4 + 3] = transparency?.[given] ?? 255;
  }
  return colours;
}

function greys({ bitDepth, transparency }: PngParts): Uint8Array {
  const most = 2 ** bitDepth - 1;
  const colours = new Uint8Array(256 * 4);
  for (let value = 0; value <= most; value++) {
    colours.fill((value * 255) / most, value * 4, value * 4 + 3);
    colours[value * 4 + 3] = 255;
  }
  if (transparency === undefined) return colours;
  if (transparency.length !== 2) {
    throw new PngError('the PNG is damaged: it has no valid transparent colour');
  }
  colours[(transparency.readUInt16BE(0) & most) * 4 + 3] = 0;
  return colours;
}

/**
 * Writes the pixels of one row as RGBA.
 * @param bits of one pixel: 1, 2, 4 or 8; the leftmost pixel is in the highest bits of a byte
 * @param to offset of the first pixel in `rgba`
 * @param step bytes from one pixel to the next in `rgba`
 */
export function paintPaletteRow(
  row: Uint8Array,
  width: number,
  bits: number,
  colours: Uint8Array,
  rgba: Uint8Array,
  to: number,
  step: number,
): void {
  const mask = 2 ** bits - 1;
  let at = to;
  for (let x = 0; x < width; x++) {
    const bit = x * bits;
    const value = ((row[bit >> 3] as number) >> (8 - bits - (bit & 7))) & mask;
    rgba[at] = colours[value * 4] as number;
    rgba[at + 1] = colours[value * 4 + 1] as number;
    rgba[at + 2] = colours[value * 4 + 2] as number;
    rgba[at + 3] = colours[value * 4 + 3] as number;
    at += step;
  }
}
