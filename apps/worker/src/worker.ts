import { availableParallelism } from 'node:os';
import { TwinlensError } from '@twinlens/contract';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.ts';
import { Slot } from './lease/slot.ts';

/** How long captures may go on once the worker is told to stop. */
const drainMs = 5000;

export interface Worker {
  /** Takes no more leases; gives the current ones back if they are not done within five seconds. */
  stop(): Promise<void>;
}

/**
 * A slot spends part of its time waiting for its browser, for the page's timers and for the server.
 * Measured with 240 small examples in four packages on two cores: two browsers 73 pictures a second,
 * four browsers 90, at 30 MB more for each.
 */
const slotsPerCore = 2;

/**
 * Starts the slots, each with a browser of its own.
 * @param onReady Called once, when the first browser stands and work is asked for.
 */
export function startWorker(config: WorkerConfig, logger: Logger, onReady: () => void): Worker {
  const draining = new AbortController();
  const stopping = new AbortController();
  let ready = false;
  const onTake = (): void => {
    if (!ready) onReady();
    ready = true;
  };
  const slots = Array.from({ length: availableParallelism() * slotsPerCore }, () =>
    new Slot(config, logger, onTake).run(draining.signal, stopping.signal),
  );
  return {
    async stop() {
      draining.abort(new TwinlensError('unavailable', 'the worker is stopping'));
      const timer = setTimeout(() => {
        stopping.abort(
          new TwinlensError('unavailable', 'The worker was stopped during the capture'),
        );
      }, drainMs);
      await Promise.all(slots);
      clearTimeout(timer);
    },
  };
}
