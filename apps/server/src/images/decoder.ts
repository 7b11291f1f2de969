import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { TwinlensError } from '@twinlens/contract';
import type { Context } from '@twinlens/visual-tests';
import type { DecodeAnswer, DecodeQuestion } from './messages.ts';

/** Far more than the largest picture allowed needs. Milliseconds. */
const decodeMs = 20_000;

export interface Decoder
  extends Pick<Context, 'readPixels' | 'differsOnlyWhereUnstable' | 'lookAtPair'> {
  close(): Promise<void>;
}

/**
 * Decodes PNGs of strangers in a thread, for one question at a time, so that other requests go on and
 * memory is bounded. A thread that takes too long or breaks is replaced.
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

  async function answerTo(question: DecodeQuestion) {
    thread ??= start();
    thread.postMessage(question);
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
    if (!('refused' in answer)) return answer;
    const code = answer.tooLarge ? 'too_large' : 'unsupported_media_type';
    throw new TwinlensError(code, answer.refused);
  }

  function ask(question: DecodeQuestion): ReturnType<typeof answerTo> {
    const result = last.then(() => answerTo(question));
    last = result.catch(() => {});
    return result;
  }

  const unexpected = () => new TwinlensError('internal', 'the decoder answered another question');

  return {
    async readPixels(path) {
      const answer = await ask({ path });
      if ('pixels' in answer) return answer.pixels;
      throw unexpected();
    },
    async differsOnlyWhereUnstable(pictures) {
      const answer = await ask({ judge: pictures });
      if ('onlyWhereUnstable' in answer) return answer.onlyWhereUnstable;
      throw unexpected();
    },
    async lookAtPair(pair) {
      const answer = await ask({ look: pair });
      if ('seen' in answer) return answer.seen;
      throw unexpected();
    },
    close: stop,
  };
}
