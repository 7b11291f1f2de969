import type { Pixmap } from '../pixmap/pixmap.ts';

/** Rows read at once: no browser has a canvas as high as the longest pages. */
const stripRows = 2048;

/** The pixels of a picture, as they are in the file. */
export async function decodeFile(file: Blob): Promise<Pixmap> {
  const bitmap = await createImageBitmap(file, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, Math.min(stripRows, height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser cannot read pictures away from the page.');
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += canvas.height) {
    context.clearRect(0, 0, width, canvas.height);
    context.drawImage(bitmap, 0, -y);
    const rows = Math.min(canvas.height, height - y);
    rgba.set(context.getImageData(0, 0, width, rows).data, y * width * 4);
  }
  bitmap.close();
  return { width, height, rgba };
}
