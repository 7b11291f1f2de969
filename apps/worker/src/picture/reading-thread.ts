/** The thread of `read-picture.ts`: what takes long for a large picture must not hold up browsers. */
import { parentPort } from 'node:worker_threads';
import { identifyPicture } from '@twinlens/image-diff';
import type { ReadAnswer, ReadQuestion } from './read-picture.ts';

parentPort?.on('message', ({ id, png, ignored }: ReadQuestion) => {
  const answer = (): ReadAnswer => {
    try {
      const { pixelHash: hash, width, height, animation } = identifyPicture(png, { ignored });
      return { id, picture: { hash, width, height, ...animation } };
    } catch (error) {
      return { id, problem: error instanceof Error ? error.message : String(error) };
    }
  };
  parentPort?.postMessage(answer());
});
