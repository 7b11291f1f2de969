import type { Pixmap } from '../pixmap/pixmap.ts';

/** A picture as the page can show it. */
export function bitmapOf({ width, height, rgba }: Pixmap): ImageBitmap {
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot paint away from the page.');
  if (width > 0 && height > 0) {
    context.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  }
  return canvas.transferToImageBitmap();
}
