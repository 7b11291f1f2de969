import type { Context } from '@twinlens/visual-tests';
import { upkeep } from '@twinlens/visual-tests';
import type { FastifyBaseLogger } from 'fastify';

/** How often time-outs are looked for. Milliseconds. */
const periodMs = 2_000;

/** Repeats the upkeep until stopped; a failure is logged and the next round tries again. */
export function startUpkeep({ ctx, logger }: { ctx: Context; logger: FastifyBaseLogger }): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let running = Promise.resolve();
  const period = Math.min(periodMs, ctx.rules.leaseMs / 2, ctx.rules.jobExpiryMs / 2);
  const round = async () => {
    try {
      await upkeep({ ctx });
    } catch (error) {
      logger.error({ err: error }, 'upkeep failed');
    }
    if (!stopped) schedule();
  };
  let timer: NodeJS.Timeout;
  const schedule = () => {
    timer = setTimeout(() => {
      running = round();
    }, period);
  };
  schedule();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
