import { Worker } from 'node:worker_threads';

/** A part of a picture, in pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a picture is: the hash of its pixels, of those that count, and its size in pixels. */
export interface PictureIdentity {
  hash: string;
  width: number;
  height: number;
  /** Of an animation only: its frames, and how long they are shown, once. */
  frameCount?: number;
  durationMs?: number;
}

export interface ReadQuestion {
  id: number;
  png: Uint8Array;
  ignored: readonly Area[];
}

export type ReadAnswer = { id: number } & ({ picture: PictureIdentity } | { problem: string });

/** One is enough: reading a picture takes a small part of the time that taking it does. */
let thread: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, PromiseWithResolvers<PictureIdentity>>();

function failAll(error: Error): void {
  thread = undefined;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

function startThread(): Worker {
  const started = new Worker(new URL('reading-thread.ts', import.meta.url));
  started.on('message', (answer: ReadAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('picture' in answer) asked?.resolve(answer.picture);
    else asked?.reject(new Error(`a picture of the browser cannot be read: ${answer.problem}`));
    // It keeps the program alive only while there is something to wait for.
    if (waiting.size === 0) started.unref();
  });
  started.on('error', failAll);
  return started;
}

/**
 * Decodes a PNG and names it by its pixels, in a thread of its own.
 * @param ignored What does not count of it.
 */
export function readPicture(png: Uint8Array, ignored: readonly Area[]): Promise<PictureIdentity> {
  thread ??= startThread();
  lastId += 1;
  const asked = Promise.withResolvers<PictureIdentity>();
  waiting.set(lastId, asked);
  thread.ref();
  thread.postMessage({ id: lastId, png, ignored } satisfies ReadQuestion);
  return asked.promise;
}
