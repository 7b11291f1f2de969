import { Worker } from 'node:worker_threads';
import type { Manifest } from '@twinlens/image-diff';
import type { Area, PictureIdentity, ReadAnswer, ReadQuestion } from './messages.ts';

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

function send(question: WithoutId<ReadQuestion>): number {
  thread ??= startThread();
  lastId += 1;
  thread.postMessage({ id: lastId, ...question } satisfies ReadQuestion);
  return lastId;
}

async function ask(question: WithoutId<ReadQuestion>): Promise<ReadAnswer> {
  const id = send(question);
  const asked = Promise.withResolvers<ReadAnswer>();
  waiting.set(id, asked);
  thread?.ref();
  const answer = await asked.promise;
  if ('problem' in answer) {
    throw new Error(`a picture of the browser cannot be read: ${answer.problem}`);
  }
  return answer;
}

const unexpected = () => new Error('the reading thread answered another question');

/** A still that has been read; its content is kept for a while, so that it is decoded once. */
export interface CutStill {
  manifest: Manifest;
  /**
   * Compresses some of its strips; asked for once.
   * @param wanted places in the manifest, ascending
   * @returns blocks of strips
   */
  compress(wanted: readonly number[]): Promise<Uint8Array[]>;
  /** Nothing of it will be asked for. */
  forget(): void;
}

/**
 * Decodes a PNG, names it by its pixels and cuts it, in a thread of its own.
 * @param ignored What does not count of it.
 */
export async function readPicture(
  png: Uint8Array,
  ignored: readonly Area[],
): Promise<{ identity: PictureIdentity; still?: CutStill }> {
  const answer = await ask({ kind: 'read', png, ignored });
  if (!('picture' in answer)) throw unexpected();
  const { identity, manifest } = answer.picture;
  return { identity, ...(manifest && { still: cutStill(png, answer.id, manifest) }) };
}

function cutStill(png: Uint8Array, of: number, manifest: Manifest): CutStill {
  return {
    manifest,
    async compress(wanted) {
      let answer = await ask({ kind: 'compress', of, manifest, wanted });
      if ('forgotten' in answer)
        answer = await ask({ kind: 'compress again', png, manifest, wanted });
      if ('blocks' in answer) return answer.blocks;
      throw unexpected();
    },
    forget() {
      send({ kind: 'forget', of });
    },
  };
}
