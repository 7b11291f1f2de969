/** Runs in a thread of its own: does what is done to pixels, one question after the other. */
import { parentPort } from 'node:worker_threads';
import {
  changePrint,
  comparePictures,
  decodePng,
  differsOnlyWhereUnstable,
  isWithin,
  PngError,
  PngTooLargeError,
  pictureOf,
  readApng,
  StripError,
  unstableRegions,
  withoutAreas,
} from '@twinlens/image-diff';
import type { KeptPicture, PairToLookAt, PicturesToJudge, SeenPair } from '@twinlens/visual-tests';
import type {
  Answers,
  DecodeAnswer,
  DecodeQuestion,
  Kind,
  Questions,
  Refusal,
} from './messages.ts';
import { compress, encode, hashWithoutAreas, readPixels, verify } from './pixel-work.ts';

/** Where two have to be there at once, with what differs between them. */
const maxPixelsOfTwo = 25_000_000;

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

type Work = { [K in Kind]: (question: Questions[K]) => Answers[K] };

const work: Work = {
  read: readPixels,
  compress,
  verify,
  hash: hashWithoutAreas,
  encode,
  judge,
  look,
};

function answerTo<K extends Kind>(kind: K, question: Questions[K]): DecodeAnswer {
  try {
    return { answer: work[kind](question) };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === undefined || !(error instanceof Error)) throw error;
    return { refused, message: error.message };
  }
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof PngTooLargeError) return 'too large';
  if (error instanceof PngError) return 'no picture';
  return error instanceof StripError ? 'wrong strips' : undefined;
}

parentPort?.on('message', ({ kind, question }: DecodeQuestion) =>
  parentPort?.postMessage(answerTo(kind, question)),
);
