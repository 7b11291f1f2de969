import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, TwinlensError } from '@twinlens/contract';
import type {
  Answers,
  DecodeAnswer,
  DecodeQuestion,
  Kind,
  Questions,
  Refusal,
} from './messages.ts';

/** Far more than the largest picture allowed needs. Milliseconds. */
const workMs = 20_000;

const codes: Record<Refusal, ErrorCode> = {
  'no picture': 'unsupported_media_type',
  'too large': 'too_large',
  'wrong strips': 'invalid_request',
};

export interface PixelThread {
  /** @throws TwinlensError what is wrong with the picture */
  ask<K extends Kind>(kind: K, question: Questions[K]): Promise<Answers[K]>;
  close(): Promise<void>;
}

/**
 * Works on pictures in a thread, on one at a time, so that other requests go on and memory is bounded. A
 * thread that takes too long or breaks is replaced.
 */
export function createPixelThread(onWork: (work: Kind, seconds: number) => void): PixelThread {
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

  async function answerTo(question: DecodeQuestion): Promise<Answers[Kind]> {
    thread ??= start();
    thread.postMessage(question);
    const signal = AbortSignal.timeout(workMs);
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
    if ('refused' in answer) throw new TwinlensError(codes[answer.refused], answer.message);
    return answer.answer;
  }

  return {
    ask<K extends Kind>(kind: K, question: Questions[K]) {
      const asked = performance.now();
      // One at a time, so the next message is the answer to this very question.
      const result = last.then(() => answerTo({ kind, question } as DecodeQuestion));
      last = result.catch(() => {}).then(() => onWork(kind, (performance.now() - asked) / 1000));
      return result as Promise<Answers[K]>;
    },
    close: stop,
  };
}
