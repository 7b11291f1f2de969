import { type Context, compressNext } from '@twinlens/visual-tests';
import type { FastifyBaseLogger } from 'fastify';
import { watchIdleness } from './idleness.ts';

/** Between two turns. Milliseconds. */
const periodMs = 2_000;

/** The same while there is nothing to compress. */
const restMs = 30_000;

/** No further picture is begun in a turn that has taken this long. Milliseconds. */
const turnMs = 200;

/** Share of the machine's processor time that has to have been idle since the last turn. */
const idleShare = 0.5;

/**
 * Compresses stored pictures once more until stopped, in turns, while the machine has nothing better to
 * do: a tenth of one processor's time. A failure is logged, and the next turn goes on.
 */
export function startCompressing({ ctx, logger }: { ctx: Context; logger: FastifyBaseLogger }): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const { signal } = stopping;
  const idleSinceLast = watchIdleness();
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const turn = async () => {
    let more = true;
    try {
      const end = performance.now() + turnMs;
      if (idleSinceLast() >= idleShare) {
        while (more && performance.now() < end && !signal.aborted) {
          more = await compressNext({ ctx, input: { signal } });
        }
      }
    } catch (error) {
      logger.error({ err: error }, 'a stored picture could not be compressed once more');
    }
    if (!signal.aborted) schedule(more ? periodMs : restMs);
  };
  const schedule = (afterMs: number) => {
    timer = setTimeout(() => {
      running = turn();
    }, afterMs);
  };
  schedule(periodMs);
  return {
    stop() {
      stopping.abort();
      clearTimeout(timer);
      return running;
    },
  };
}
