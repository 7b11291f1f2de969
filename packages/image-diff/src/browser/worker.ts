/** Runs in a worker: decodes two pictures, compares them and paints what was found. */
import { comparePictures } from '../compare/compare-pictures.ts';
import { KeptBits } from '../compare/difference-bits.ts';
import { summaryOf } from '../compare/summary.ts';
import { maskOf } from '../output/difference-mask.ts';
import { tilesOf } from '../output/mask-tiles.ts';
import { rowBands } from '../output/row-bands.ts';
import { pictureOf } from '../picture/picture.ts';
import { withoutAreas } from '../pixmap/without-areas.ts';
import { bitmapOf } from './bitmap.ts';
import { decodeFile } from './decode-file.ts';
import type { DiffAnswer, DiffRequest, PairDifference } from './messages.ts';

async function compare({ before, after, ignored }: DiffRequest): Promise<PairDifference> {
  const [earlier, later] = await Promise.all([decodeFile(before), decodeFile(after)]);
  const pictures = {
    before: pictureOf(withoutAreas(earlier, ignored)),
    after: pictureOf(withoutAreas(later, ignored)),
    bits: new KeptBits(),
  };
  const comparison = comparePictures(pictures);
  const mask = maskOf(pictures, comparison);
  const marks = (mask ? tilesOf(mask) : []).map(({ rgba, ...place }) => ({
    ...place,
    picture: bitmapOf({ width: place.width, height: place.height, rgba }),
  }));
  const bands = rowBands(pictures, comparison);
  return { comparison, summary: summaryOf(comparison), bands, marks };
}

function answer(message: DiffAnswer): void {
  const transfer =
    'difference' in message ? message.difference.marks.map(({ picture }) => picture) : [];
  postMessage(message, { transfer });
}

addEventListener('message', ({ data }: MessageEvent<DiffRequest>) => {
  compare(data).then(
    (difference) => answer({ id: data.id, difference }),
    (error: Error) => answer({ id: data.id, error: error.message }),
  );
});
