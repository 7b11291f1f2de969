import type { Region } from '../pixmap/region.ts';
import type { DiffAnswer, DiffRequest, PairDifference } from './messages.ts';

export interface Differ {
  /**
   * Compares two pictures.
   * @param input.ignored What does not count of either, in pixels.
   * @throws Error when a picture cannot be loaded or decoded, or `signal` fires.
   */
  diff(input: {
    before: string;
    after: string;
    ignored: Region[];
    signal?: AbortSignal;
  }): Promise<PairDifference>;
}

interface Waiting {
  resolve: (difference: PairDifference) => void;
  reject: (error: Error) => void;
}

/** Loads a picture in the page: whose pictures may be loaded is said by the page, not by the worker. */
async function load(address: string, signal?: AbortSignal): Promise<Blob> {
  const response = await fetch(address, signal ? { signal } : {});
  if (!response.ok) throw new Error(`A picture could not be loaded (HTTP ${response.status}).`);
  return response.blob();
}

/** A worker of its own, started with the first question and kept. */
export function createDiffer(): Differ {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  function settle(answer: DiffAnswer): void {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(new Error(answer.error));
    else if (asked) asked.resolve(answer.difference);
    else for (const { picture } of answer.difference.marks) picture.close();
  }

  function start(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    started.onmessage = ({ data }: MessageEvent<DiffAnswer>) => settle(data);
    started.onerror = () => {
      for (const { reject } of waiting.values()) reject(new Error('The comparison stopped.'));
      waiting.clear();
      started.terminate();
      worker = undefined;
    };
    return started;
  }

  return {
    async diff({ before, after, ignored, signal }) {
      const files = await Promise.all([load(before, signal), load(after, signal)]);
      const { promise, resolve, reject } = Promise.withResolvers<PairDifference>();
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      signal?.addEventListener('abort', () => {
        waiting.delete(id);
        reject(new Error('The comparison was given up.'));
      });
      worker ??= start();
      const request: DiffRequest = { id, before: files[0], after: files[1], ignored };
      worker.postMessage(request);
      return promise;
    },
  };
}
