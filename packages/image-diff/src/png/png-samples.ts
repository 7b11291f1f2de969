import { PngError, type PngParts } from './png-chunks.ts';

/** How the bytes of a pixel hold its colour. Offsets in bytes from the start of the pixel. */
export interface SampleLayout {
  /** Bytes of a pixel. */
  size: number;
  green: number;
  blue: number;
  /** 0 when there is no alpha; red, or grey, is always first. */
  alpha: number;
  /** The bytes of the one colour that is transparent. */
  key: Uint8Array | null;
}

const samplesOfTypes: Record<number, number | undefined> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Bits of one pixel. */
export function bitsPerPixel({ colourType, bitDepth }: PngParts): number {
  return (samplesOfTypes[colourType] ?? 0) * bitDepth;
}

/**
 * The layout of pixels with samples of 8 or 16 bits.
 * @throws PngError
 */
export function layoutOf(parts: PngParts): SampleLayout {
  const bytes = parts.bitDepth / 8;
  const coloured = parts.colourType === 2 || parts.colourType === 6;
  const size = bitsPerPixel(parts) / 8;
  const hasAlpha = parts.colourType === 4 || parts.colourType === 6;
  return {
    size,
    green: coloured ? bytes : 0,
    blue: coloured ? 2 * bytes : 0,
    alpha: hasAlpha ? size - bytes : 0,
    key: hasAlpha || parts.transparency === undefined ? null : keyOf(parts, parts.transparency),
  };
}

/** Samples of the key are 16 bits wide, whatever the depth of the picture. */
function keyOf({ bitDepth, colourType }: PngParts, transparency: Uint8Array): Uint8Array {
  if (transparency.length !== (colourType === 2 ? 6 : 2)) {
    throw new PngError('the PNG is damaged: it has no valid transparent colour');
  }
  return bitDepth === 16 ? transparency : transparency.filter((_, index) => index % 2 === 1);
}

/**
 * Writes the pixels of one row as RGBA. Of 16 bits the high byte is kept, the first in the file.
 * @param to offset of the first pixel in `rgba`
 * @param step bytes from one pixel to the next in `rgba`
 */
export function paintSampleRow(
  row: Uint8Array,
  layout: SampleLayout,
  rgba: Uint8Array,
  to: number,
  step: number,
): void {
  const { size, green, blue, alpha, key } = layout;
  let at = to;
  for (let from = 0; from < row.length; from += size) {
    rgba[at] = row[from] as number;
    rgba[at + 1] = row[from + green] as number;
    rgba[at + 2] = row[from + blue] as number;
    rgba[at + 3] = alpha === 0 ? 255 : (row[from + alpha] as number);
    at += step;
  }
  if (key !== null) clearKey(row, key, rgba, to, step);
}

function clearKey(
  row: Uint8Array,
  key: Uint8Array,
  rgba: Uint8Array,
  to: number,
  step: number,
): void {
  const size = key.length;
  let at = to + 3;
  for (let from = 0; from < row.length; from += size) {
    let same = 0;
    while (same < size && row[from + same] === key[same]) same++;
    if (same === size) rgba[at] = 0;
    at += step;
  }
}
