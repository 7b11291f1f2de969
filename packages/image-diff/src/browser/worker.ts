/** Runs in a worker: decodes two pictures, compares them and paints the result. */
import { comparePictures } from '../compare/compare-pictures.ts';
import { KeptBits } from '../compare/difference-bits.ts';
import { summaryOf } from '../compare/summary.ts';
import { maskOf } from '../output/difference-mask.ts';
import { paintFound } from '../output/paint-found.ts';
import { pictureOf } from '../picture/picture.ts';
import type { Pixmap } from '../pixmap/pixmap.ts';
import { withoutAreas } from '../pixmap/without-areas.ts';
import { bitmapOf } from './bitmap.ts';
import type { DiffAnswer, DiffPicture, DiffRequest } from './messages.ts';

async function decode(file: Blob): Promise<Pixmap> {
  const bitmap = await createImageBitmap(file, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser cannot read pictures away from the page.');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width, height, rgba: new Uint8Array(data.buffer) };
}

async function compare({ before, after, ignored }: DiffRequest): Promise<DiffPicture> {
  const [earlier, later] = await Promise.all([decode(before), decode(after)]);
  const pictures = {
    before: pictureOf(withoutAreas(earlier, ignored)),
    after: pictureOf(withoutAreas(later, ignored)),
    bits: new KeptBits(),
  };
  const comparison = comparePictures(pictures);
  const picture = bitmapOf(paintFound(later, comparison, maskOf(pictures, comparison)));
  const { width, height } = later;
  return { width, height, summary: summaryOf(comparison), picture };
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
