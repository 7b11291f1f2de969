import { type Context, lookAtNext } from '@twinlens/visual-tests';
import type { FastifyBaseLogger } from 'fastify';

/** How long it rests when there is nothing to look at. Milliseconds. */
const restMs = 500;

/** Looks at pairs of pictures until stopped, few at a time; a failure is logged, and it goes on after a rest. */
export function startLooking({ ctx, logger }: { ctx: Context; logger: FastifyBaseLogger }): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const round = async () => {
    let more = false;
    try {
      more = await lookAtNext({ ctx, signal });
    } catch (error) {
      logger.error({ err: error }, 'pairs of pictures could not be looked at');
    }
    if (!signal.aborted) schedule(more ? 0 : restMs);
  };
  const schedule = (afterMs: number) => {
    timer = setTimeout(() => {
      running = round();
    }, afterMs);
  };
  schedule(restMs);
  return {
    stop() {
      stopping.abort();
      clearTimeout(timer);
      return running;
    },
  };
}
