/** The thread of `read-picture.ts`: what takes long for a large picture must not hold up browsers. */
import { parentPort } from 'node:worker_threads';
import { compressStrips, defaultLimits, identifyPicture, readerOfPng } from '@twinlens/image-diff';
import type { Area, ReadAnswer, ReadPicture, ReadQuestion } from './messages.ts';

function read(png: Uint8Array, ignored: readonly Area[]): ReadPicture {
  const { pixelHash: hash, width, height, animation, manifest } = identifyPicture(png, { ignored });
  const identity = { hash, width, height, ...animation };
  return { identity, ...(manifest && { manifest }) };
}

parentPort?.on('message', (question: ReadQuestion) => {
  const { id, png } = question;
  const answer = (): ReadAnswer => {
    try {
      if ('ignored' in question) return { id, picture: read(png, question.ignored) };
      const reader = readerOfPng(png, defaultLimits);
      return { id, blocks: compressStrips(reader, question.manifest, question.wanted) };
    } catch (error) {
      return { id, problem: error instanceof Error ? error.message : String(error) };
    }
  };
  parentPort?.postMessage(answer());
});
