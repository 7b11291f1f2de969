/** Runs in a worker: decodes two pictures, compares them and paints the result. */
import { diffPixels, type PixelGrid } from '../diff.ts';
import type { DiffAnswer, DiffPicture, DiffRequest } from './messages.ts';
import { paintDiff } from './paint.ts';

async function decode(file: Blob): Promise<PixelGrid> {
  const bitmap = await createImageBitmap(file, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser cannot read pictures away from the page.');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

async function compare({ before, after, ignored }: DiffRequest): Promise<DiffPicture> {
  const [left, right] = await Promise.all([decode(before), decode(after)]);
  const diff = diffPixels({ before: left, after: right, ignored });
  const { width, height, changedPixels, regions } = diff;
  return { width, height, changedPixels, regions, picture: paintDiff(diff, right) };
}

function answer(message: DiffAnswer): void {
  const transfer = 'diff' in message ? [message.diff.picture] : [];
  postMessage(message, { transfer });
}

addEventListener('message', ({ data }: MessageEvent<DiffRequest>) => {
  compare(data).then(
    (diff) => answer({ id: data.id, diff }),
    (error: Error) => answer({ id: data.id, error: error.message }),
  );
});
