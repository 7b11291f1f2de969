import { Worker } from 'node:worker_threads';
import type { Manifest } from '@twinlens/image-diff';
import type { Area, ReadAnswer, ReadPicture, ReadQuestion } from './messages.ts';

type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never;

/** One is enough: reading a picture takes a small part of the time that taking it does. */
let thread: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, PromiseWithResolvers<ReadAnswer>>();

function failAll(error: Error): void {
  thread = undefined;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

function startThread(): Worker {
  const started = new Worker(new URL('reading-thread.ts', import.meta.url));
  started.on('message', (answer: ReadAnswer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
    // It keeps the program alive only while there is something to wait for.
    if (waiting.size === 0) started.unref();
  });
  started.on('error', failAll);
  return started;
}

async function ask(question: WithoutId<ReadQuestion>): Promise<ReadAnswer> {
  thread ??= startThread();
  lastId += 1;
  const asked = Promise.withResolvers<ReadAnswer>();
  waiting.set(lastId, asked);
  thread.ref();
  thread.postMessage({ id: lastId, ...question } satisfies ReadQuestion);
  const answer = await asked.promise;
  if ('problem' in answer) {
    throw new Error(`a picture of the browser cannot be read: ${answer.problem}`);
  }
  return answer;
}

const unexpected = () => new Error('the reading thread answered another question');

/**
 * Decodes a PNG, names it by its pixels and cuts it, in a thread of its own.
 * @param ignored What does not count of it.
 */
export async function readPicture(png: Uint8Array, ignored: readonly Area[]): Promise<ReadPicture> {
  const answer = await ask({ png, ignored });
  if ('picture' in answer) return answer.picture;
  throw unexpected();
}

/**
 * Compresses some strips of a PNG that has been read. It is decoded again: most pictures are asked for
 * once, as the server has them.
 * @param wanted places in the manifest, ascending
 * @returns blocks of strips
 */
export async function compressPicture(
  png: Uint8Array,
  manifest: Manifest,
  wanted: readonly number[],
): Promise<Uint8Array[]> {
  const answer = await ask({ png, manifest, wanted });
  if ('blocks' in answer) return answer.blocks;
  throw unexpected();
}
