/** Runs in a thread of its own: decodes PNGs, one question after the other, and says what is in them. */
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import {
  changePrint,
  comparePictures,
  decodePng,
  differsOnlyWhereUnstable,
  identifyPicture,
  isWithin,
  PngError,
  PngTooLargeError,
  pictureOf,
  readApng,
  unstableRegions,
  withoutAreas,
} from '@twinlens/image-diff';
import type {
  KeptPicture,
  PairToLookAt,
  PicturesToJudge,
  Pixels,
  SeenPair,
} from '@twinlens/visual-tests';
import type { DecodeAnswer, DecodeQuestion } from './messages.ts';

/** What a worker's own pictures may have at most. */
const maxPixels = 60_000_000;

/** The same of all frames of an animation together. */
const maxTotalPixels = 240_000_000;

/** Where two have to be there at once, with what differs between them. */
const maxPixelsOfTwo = 25_000_000;

function readPixels(path: string): Pixels {
  return identifyPicture(readFileSync(path), { limits: { maxPixels, maxTotalPixels } });
}

const open = ({ png, ignored }: KeptPicture) =>
  withoutAreas(decodePng(png, { maxPixels: maxPixelsOfTwo }), ignored);

/** Pictures as tall as wide ones are wide would need a rectangle that holds both. */
function refuseTooLarge(...pictures: { width: number; height: number }[]): void {
  const width = Math.max(...pictures.map((picture) => picture.width));
  const height = Math.max(...pictures.map((picture) => picture.height));
  if (width * height > maxPixelsOfTwo) throw new PngTooLargeError('the pictures are too large');
}

function judge({ before, after, again }: PicturesToJudge): boolean {
  // Of animations only their first frames would be compared, and changes in others be taken for none.
  if ([before, after, again].some(({ png }) => readApng(png))) return false;
  const later = open(after);
  const regions = regionsOf(later, again);
  const earlier = open(before);
  refuseTooLarge(earlier, later);
  return differsOnlyWhereUnstable(earlier, later, regions);
}

/** By itself, so that the second picture is gone before another one is opened. */
function regionsOf(later: ReturnType<typeof open>, again: KeptPicture) {
  const second = open(again);
  refuseTooLarge(later, second);
  return unstableRegions(later, second);
}

function look({ before, after, tolerance }: PairToLookAt): SeenPair {
  if ([before, after].some(({ png }) => readApng(png))) {
    throw new PngError('animated pictures are not looked at');
  }
  const earlier = open(before);
  const later = open(after);
  const pictures = { before: pictureOf(earlier), after: pictureOf(later) };
  const comparison = comparePictures(pictures);
  return {
    class: comparison.class,
    operations: comparison.operations,
    print: changePrint(pictures, comparison),
    tolerated: tolerance && isWithin(earlier, later, tolerance),
  };
}

function answer(question: DecodeQuestion): DecodeAnswer {
  try {
    if ('path' in question) return { pixels: readPixels(question.path) };
    if ('look' in question) return { seen: look(question.look) };
    return { onlyWhereUnstable: judge(question.judge) };
  } catch (error) {
    if (!(error instanceof PngError)) throw error;
    return { refused: error.message, tooLarge: error instanceof PngTooLargeError };
  }
}

parentPort?.on('message', (question: DecodeQuestion) => parentPort?.postMessage(answer(question)));
