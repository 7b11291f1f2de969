/** Runs in a thread of its own: does what is done to pixels, one question after the other. */
import { parentPort } from 'node:worker_threads';
import {
  changePrint,
  comparePictures,
  compressAgain,
  decodePng,
  differsOnlyWhereUnstable,
  encodeMask,
  encodeRows,
  isOpaque,
  isWithin,
  KeptBits,
  maskOf,
  ownKey,
  type Picture,
  type Pixmap,
  PngError,
  PngTooLargeError,
  paintFound,
  pictureOf,
  pictureOfPng,
  pictureWithoutAreas,
  pixmapOf,
  readApng,
  readerOf,
  StripError,
  storedPicture,
  unstableRegions,
  wholeMask,
  withoutAreas,
} from '@twinlens/image-diff';
import type {
  KeptPicture,
  PairToLookAt,
  PairToPaint,
  PicturesToJudge,
  SeenPair,
} from '@twinlens/visual-tests';
import { blockReader } from './located-blocks.ts';
import type {
  Answers,
  DecodeAnswer,
  DecodeQuestion,
  Kind,
  Questions,
  Refusal,
} from './messages.ts';
import {
  compress,
  encode,
  hashWithoutAreas,
  makeThumbnail,
  readPixels,
  verify,
} from './pixel-work.ts';

/** Where two have to be there at once, with what differs between them. */
const maxPixelsOfTwo = 25_000_000;

/**
 * The same of one that is read as it is needed: what is stored has been taken in within this.
 * @param key what rows are fingerprinted with, where that was not done when they were stored
 */
function openRows(kept: KeptPicture, key: Uint8Array): Picture {
  const picture =
    'png' in kept
      ? pictureOfPng(kept.png, { maxPixels: maxPixelsOfTwo }, key)
      : storedPicture(kept.stored, blockReader(kept.stored.blocks));
  return pictureWithoutAreas(picture, kept.ignored, key);
}

const keyOf = (kept: KeptPicture) => ('png' in kept ? undefined : kept.stored.key);

function open(kept: KeptPicture): Pixmap {
  if ('png' in kept) {
    return withoutAreas(decodePng(kept.png, { maxPixels: maxPixelsOfTwo }), kept.ignored);
  }
  refuseTooLarge(kept.stored.manifest);
  return pixmapOf(openRows(kept, kept.stored.key));
}

const isAnimated = (kept: KeptPicture) => 'png' in kept && readApng(kept.png);

/** Pictures as tall as wide ones are wide would need a rectangle that holds both. */
function refuseTooLarge(...pictures: { width: number; height: number }[]): void {
  const width = Math.max(...pictures.map((picture) => picture.width));
  const height = Math.max(...pictures.map((picture) => picture.height));
  if (width * height > maxPixelsOfTwo) throw new PngTooLargeError('the pictures are too large');
}

function judge({ before, after, again }: PicturesToJudge): boolean {
  // Of animations only their first frames would be compared, and changes in others be taken for none.
  if ([before, after, again].some(isAnimated)) return false;
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

function look(pair: PairToLookAt): SeenPair {
  if ([pair.before, pair.after].some(isAnimated)) {
    throw new PngError('animated pictures are not looked at');
  }
  const { tolerance } = pair;
  // Tolerances are about all pixels; what differs is found in those that have no counterpart.
  if (tolerance === null) {
    const key = keyOf(pair.before) ?? keyOf(pair.after) ?? ownKey;
    const pictures = { before: openRows(pair.before, key), after: openRows(pair.after, key) };
    return { ...seen(pictures), tolerated: null };
  }
  const earlier = open(pair.before);
  const later = open(pair.after);
  return {
    ...seen({ before: pictureOf(earlier), after: pictureOf(later) }),
    tolerated: isWithin(earlier, later, tolerance),
  };
}

function seen(pictures: { before: Picture; after: Picture }): Omit<SeenPair, 'tolerated'> {
  const comparison = comparePictures(pictures);
  return {
    class: comparison.class,
    operations: comparison.operations,
    print: changePrint(pictures, comparison),
  };
}

function paint({ before, after, kind }: PairToPaint): Uint8Array {
  if ([before, after].some(isAnimated)) throw new PngError('animated pictures are not looked at');
  // What does not count is not compared, but shown.
  const shown = open({ ...after, ignored: [] });
  const later = withoutAreas(shown, after.ignored);
  const bits = new KeptBits();
  const pictures = { before: pictureOf(open(before)), after: pictureOf(later), bits };
  const comparison = comparePictures(pictures);
  const mask = maskOf(pictures, comparison);
  if (kind === 'mask') return encodeMask(wholeMask(later, mask), later.width);
  const painted = paintFound(shown, comparison, mask);
  return encodeRows(readerOf(painted), isOpaque(painted));
}

type Work = { [K in Kind]: (question: Questions[K]) => Answers[K] };

const work: Work = {
  read: readPixels,
  compress,
  verify,
  'compress again': ({ block, length }) => compressAgain(block, length),
  hash: hashWithoutAreas,
  encode,
  thumbnail: makeThumbnail,
  paint,
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
