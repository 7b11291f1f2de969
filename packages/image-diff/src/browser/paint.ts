import type { Comparison, Operation } from '../compare/comparison.ts';
import { type DifferenceMask, maskValues } from '../output/difference-mask.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';

/** Colours seldom found in designs, told apart by all common kinds of colour vision. */
const colours = {
  changed: [225, 0, 122],
  new: [0, 114, 178],
  removed: [213, 94, 0],
} as const;

/** Of what is new, how much of the colour lies over the picture: what it is can still be seen. */
const tint = 0.35;

/** Of noise, the same: it is there to be found, not to be looked at. */
const faintTint = 0.5;

/** Share of the picture's own darkness that is left where nothing changed. */
const kept = 0.28;

/** Pixels between a region and the frame around it. */
const frameGap = 4;

/** The later picture in pale greys, with what was found painted over it. */
function paintPixels({ width, height, rgba }: Pixmap, mask: DifferenceMask | null): ImageData {
  const image = new ImageData(width, height);
  const { data } = image;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const red = rgba[at] as number;
      const green = rgba[at + 1] as number;
      const blue = rgba[at + 2] as number;
      const grey = 255 - (255 - (red * 0.3 + green * 0.59 + blue * 0.11)) * kept;
      data[at] = grey;
      data[at + 1] = grey;
      data[at + 2] = grey;
      data[at + 3] = rgba[at + 3] as number;
    }
  }
  if (mask) paintMask(image, mask);
  return image;
}

function paintMask({ data, width }: ImageData, mask: DifferenceMask): void {
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      const value = mask.values[y * mask.width + x];
      if (value === maskValues.nothing || mask.x + x >= width) continue;
      const at = ((mask.y + y) * width + mask.x + x) * 4;
      const colour = value === maskValues.new ? colours.new : colours.changed;
      const share = value === maskValues.changed ? 1 : value === maskValues.new ? tint : faintTint;
      for (let channel = 0; channel < 3; channel++) {
        const below = data[at + channel] as number;
        data[at + channel] = below + ((colour[channel] as number) - below) * share;
      }
      data[at + 3] = 255;
    }
  }
}

/** Frames make a change of a single pixel findable in a long picture. */
export function paintDiff(
  after: Pixmap,
  comparison: Comparison,
  mask: DifferenceMask | null,
): ImageBitmap {
  const canvas = new OffscreenCanvas(Math.max(1, after.width), Math.max(1, after.height));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot paint away from the page.');
  if (after.width > 0 && after.height > 0) context.putImageData(paintPixels(after, mask), 0, 0);
  context.lineWidth = 2;
  for (const operation of comparison.operations) frame(context, after, operation);
  return canvas.transferToImageBitmap();
}

function frame(
  context: OffscreenCanvasRenderingContext2D,
  picture: Pixmap,
  operation: Operation,
): void {
  if (operation.kind === 'removed') {
    // What is gone has no place in the later picture, but a line where it was.
    const { x, y } = operation.at;
    const upright = operation.before.width < operation.before.height && x > 0;
    context.strokeStyle = `rgb(${colours.removed.join(' ')} / 0.9)`;
    context.setLineDash([8, 4]);
    context.beginPath();
    context.moveTo(x, Math.min(Math.max(1, y), picture.height - 1));
    if (upright) context.lineTo(x, y + operation.before.height);
    else context.lineTo(x + operation.before.width, Math.min(Math.max(1, y), picture.height - 1));
    context.stroke();
    context.setLineDash([]);
    return;
  }
  const isNoise =
    operation.kind === 'changed' &&
    (operation.class === 'anti-alias' || operation.class === 'imperceptible');
  if (isNoise) return;
  const { x, y, width, height } =
    operation.kind === 'inserted' ? (operation.content ?? operation.after) : operation.after;
  const colour = operation.kind === 'changed' ? colours.changed : colours.new;
  context.strokeStyle = `rgb(${colour.join(' ')} / 0.7)`;
  context.strokeRect(x - frameGap, y - frameGap, width + 2 * frameGap, height + 2 * frameGap);
}
