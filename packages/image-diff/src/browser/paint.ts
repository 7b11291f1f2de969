import type { PixelDiff, PixelGrid } from '../diff.ts';

/** Colour of a changed pixel: seldom found in designs, seen by all common kinds of colour vision. */
const changed = [225, 0, 122] as const;

/** Share of the picture's own darkness that is left where nothing changed. */
const kept = 0.28;

/** Pixels between a region and the frame around it. */
const frameGap = 4;

/** The later picture in pale greys with every changed pixel in one strong colour. */
function paintPixels(diff: PixelDiff, after: PixelGrid): ImageData {
  const image = new ImageData(diff.width, diff.height);
  const { data } = image;
  for (let y = 0; y < diff.height; y++) {
    for (let x = 0; x < diff.width; x++) {
      const at = (y * diff.width + x) * 4;
      if (diff.mask[y * diff.width + x] === 1) {
        data.set(changed, at);
        data[at + 3] = 255;
      } else if (x < after.width && y < after.height) {
        const from = (y * after.width + x) * 4;
        const [red = 0, green = 0, blue = 0, alpha = 0] = after.data.subarray(from, from + 4);
        const darkness = 255 - (red * 0.3 + green * 0.59 + blue * 0.11);
        const grey = 255 - darkness * kept;
        data[at] = grey;
        data[at + 1] = grey;
        data[at + 2] = grey;
        data[at + 3] = alpha;
      }
    }
  }
  return image;
}

/** Frames make a change of a single pixel findable in a long picture. */
export function paintDiff(diff: PixelDiff, after: PixelGrid): ImageBitmap {
  const canvas = new OffscreenCanvas(Math.max(1, diff.width), Math.max(1, diff.height));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot paint away from the page.');
  if (diff.width > 0 && diff.height > 0) context.putImageData(paintPixels(diff, after), 0, 0);
  context.strokeStyle = `rgb(${changed.join(' ')} / 0.7)`;
  context.lineWidth = 2;
  for (const { x, y, width, height } of diff.regions) {
    context.strokeRect(x - frameGap, y - frameGap, width + 2 * frameGap, height + 2 * frameGap);
  }
  return canvas.transferToImageBitmap();
}
