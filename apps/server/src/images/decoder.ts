import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { TwinlensError } from '@twinlens/contract';
import type { Context, Pixels } from '@twinlens/visual-tests';
import type { DecodeAnswer } from './messages.ts';

/** Far more than the largest picture allowed needs. Milliseconds. */
const decodeMs = 20_000;

export interface Decoder {
  readPixels: Context['readPixels'];
  close(): Promise<void>;
}

/**
 * Decodes PNG files of strangers in a thread, one at a time, so that other requests go on and memory
 * is bounded by one picture. A thread that takes too long or breaks is replaced.
 */
export function createDecoder(): Decoder {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function start(): Worker {
    const started = new Worker(new URL('./decode-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    });
    started.unref();
    return started;
  }

  async function stop(): Promise<void> {
    const stopped = thread;
    thread = undefined;
    await stopped?.terminate();
  }

  async function decode(path: string): Promise<Pixels> {
    thread ??= start();
    thread.postMessage(path);
    const signal = AbortSignal.timeout(decodeMs);
    let answer: DecodeAnswer;
    try {
      [answer] = (await once(thread, 'message', { signal })) as [DecodeAnswer];
    } catch (cause) {
      await stop();
      throw new TwinlensError(
        'unsupported_media_type',
        'the image could not be decoded within the memory and time there is for one',
        { cause },
      );
    }
    if ('pixels' in answer) return answer.pixels;
    const code = answer.tooLarge ? 'too_large' : 'unsupported_media_type';
    throw new TwinlensError(code, answer.refused);
  }

  return {
    readPixels(path) {
      const result = last.then(() => decode(path));
      last = result.catch(() => {});
      return result;
    },
    close: stop,
  };
}
