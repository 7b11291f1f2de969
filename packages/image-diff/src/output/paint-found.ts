import type { Comparison, Operation } from '../compare/comparison.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import type { Region } from '../pixmap/region.ts';
import { type DifferenceMask, maskValueAt } from './difference-mask.ts';
import { type Colour, foundColours, markPaints } from './found-colours.ts';

/** Share of the picture's own darkness that is left where nothing changed. */
const kept = 0.28;

/** Pixels between a region and the frame around it. */
const frameGap = 4;
const lineWidth = 2;
const dash = { on: 8, off: 4 };

/**
 * The later picture in pale greys, with what was found painted over it. Frames make a change of a single
 * pixel findable in a long picture.
 */
export function paintFound(
  after: Pixmap,
  comparison: Comparison,
  mask: DifferenceMask | null,
): Pixmap {
  const picture = paled(after);
  if (mask) paintMask(picture, mask);
  for (const operation of comparison.operations) paintFrame(picture, operation);
  return picture;
}

function paled({ width, height, rgba }: Pixmap): Pixmap {
  const pale = new Uint8Array(rgba);
  for (let at = 0; at < rgba.length; at += 4) {
    const red = rgba[at] as number;
    const green = rgba[at + 1] as number;
    const blue = rgba[at + 2] as number;
    const light = red * 0.3 + green * 0.59 + blue * 0.11;
    const grey = Math.round(255 - (255 - light) * kept);
    pale[at] = grey;
    pale[at + 1] = grey;
    pale[at + 2] = grey;
  }
  return { width, height, rgba: pale };
}

/** Lays a colour over a pixel; nothing outside of the picture. */
function blend({ width, height, rgba }: Pixmap, x: number, y: number, over: Colour, share: number) {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = (y * width + x) * 4;
  for (let channel = 0; channel < 3; channel++) {
    const below = rgba[at + channel] as number;
    rgba[at + channel] = Math.round(below + ((over[channel] as number) - below) * share);
  }
  rgba[at + 3] = 255;
}

function paintMask(picture: Pixmap, mask: DifferenceMask): void {
  for (let y = mask.y; y < mask.y + mask.height; y++) {
    for (let x = mask.x; x < mask.x + mask.width; x++) {
      const paint = markPaints[maskValueAt(mask, x, y)];
      if (paint) blend(picture, x, y, paint.colour, paint.share);
    }
  }
}

function fill(picture: Pixmap, { x, y, width, height }: Region, colour: Colour, share: number) {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) blend(picture, column, row, colour, share);
  }
}

function paintFrame(picture: Pixmap, operation: Operation): void {
  if (operation.kind === 'removed') {
    paintGap(picture, operation.at, operation.before);
    return;
  }
  if (
    operation.kind === 'changed' &&
    (operation.class === 'anti-alias' || operation.class === 'imperceptible')
  ) {
    return;
  }
  const inside =
    operation.kind === 'inserted' ? (operation.content ?? operation.after) : operation.after;
  const gap = frameGap + lineWidth / 2;
  const [x, y] = [inside.x - gap, inside.y - gap];
  const [width, height] = [inside.width + 2 * gap, inside.height + 2 * gap];
  const colour = operation.kind === 'changed' ? foundColours.changed : foundColours.added;
  const beside = { y: y + lineWidth, width: lineWidth, height: height - 2 * lineWidth };
  fill(picture, { x, y, width, height: lineWidth }, colour, 0.7);
  fill(picture, { x, y: y + height - lineWidth, width, height: lineWidth }, colour, 0.7);
  fill(picture, { x, ...beside }, colour, 0.7);
  fill(picture, { x: x + width - lineWidth, ...beside }, colour, 0.7);
}

/** What is gone has no place in the later picture, but a dashed line where it was. */
function paintGap(picture: Pixmap, at: { x: number; y: number }, before: Region): void {
  const upright = before.width < before.height && at.x > 0;
  const y = Math.min(Math.max(1, at.y), picture.height - 1);
  const length = upright ? before.height : before.width;
  for (let start = 0; start < length; start += dash.on + dash.off) {
    const along = Math.min(dash.on, length - start);
    const part = upright
      ? { x: at.x - 1, y: at.y + start, width: lineWidth, height: along }
      : { x: at.x + start, y: y - 1, width: along, height: lineWidth };
    fill(picture, part, foundColours.removed, 0.9);
  }
}
