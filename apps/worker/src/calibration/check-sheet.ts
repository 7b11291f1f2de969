import { emojiArea, squareSize, squares, textArea } from './sheet.ts';
import type { SheetPicture } from './take-sheet.ts';

type Pixel = readonly [red: number, green: number, blue: number];

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

function pixelAt({ width, rgba }: SheetPicture, x: number, y: number): Pixel {
  const offset = (y * width + x) * 4;
  return [rgba[offset] ?? 0, rgba[offset + 1] ?? 0, rgba[offset + 2] ?? 0];
}

const hexOf = (pixel: Pixel): string => `#${Buffer.from(pixel).toString('hex')}`;

function count(
  picture: SheetPicture,
  scale: number,
  { x, y, width, height }: Place,
  matches: (pixel: Pixel) => boolean,
): number {
  let found = 0;
  for (let row = y * scale; row < Math.min(picture.height, (y + height) * scale); row += 1) {
    for (let column = x * scale; column < Math.min(picture.width, (x + width) * scale); column += 1)
      if (matches(pixelAt(picture, column, row))) found += 1;
  }
  return found;
}

const isDark = (pixel: Pixel): boolean => Math.max(...pixel) < 100;
const isColourful = (pixel: Pixel): boolean => Math.max(...pixel) - Math.min(...pixel) > 80;

/**
 * What of the sheet a picture does not show, in words; none where all is well.
 * @param wanted Pixels for each CSS pixel, and whether the browser has emoji.
 */
export function problemsOfSheet(
  picture: SheetPicture,
  { scale, emoji }: { scale: number; emoji: boolean },
): string[] {
  const middle = squareSize / 2;
  const wrong = squares.flatMap((colour, index) => {
    const seen = hexOf(pixelAt(picture, (index * squareSize + middle) * scale, middle * scale));
    return seen === colour ? [] : [`${colour} is shown as ${seen}`];
  });
  const dark = count(picture, scale, textArea, isDark);
  const colourful = count(picture, scale, emojiArea, isColourful);
  return [
    ...wrong,
    ...(dark > 2000 ? [] : [`there is no text: ${dark} dark pixels`]),
    ...(!emoji || colourful > 500 ? [] : [`there are no emoji: ${colourful} pixels in colours`]),
  ];
}
