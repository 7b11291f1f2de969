/** Runs in a thread of its own: decodes one PNG file after the other and says what its pixels are. */
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { identifyPicture, PngError, PngTooLargeError } from '@twinlens/image-diff';
import type { DecodeAnswer } from './messages.ts';

/** What a worker's own pictures may have at most. */
const maxPixels = 60_000_000;

/** The same of all frames of an animation together. */
const maxTotalPixels = 240_000_000;

function decode(path: string): DecodeAnswer {
  try {
    const limits = { maxPixels, maxTotalPixels };
    return { pixels: identifyPicture(readFileSync(path), { limits }) };
  } catch (error) {
    if (!(error instanceof PngError)) throw error;
    return { refused: error.message, tooLarge: error instanceof PngTooLargeError };
  }
}

parentPort?.on('message', (path: string) => parentPort?.postMessage(decode(path)));
