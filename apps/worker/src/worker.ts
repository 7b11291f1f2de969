import { TwinlensError } from '@twinlens/contract';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.ts';
import { Slot } from './lease/slot.ts';
import { Slots } from './lease/slots.ts';

/** How long captures may go on once the worker is told to stop. */
const drainMs = 5000;

export interface Worker {
  /** Takes no more leases; gives the current ones back if they are not done within five seconds. */
  stop(): Promise<void>;
}

/**
 * Starts to capture.
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
  const makeSlot = () => new Slot(config, logger, onTake);
  const slots = new Slots(makeSlot, draining.signal, stopping.signal);
  return {
    async stop() {
      draining.abort(new TwinlensError('unavailable', 'the worker is stopping'));
      const timer = setTimeout(() => {
        stopping.abort(
          new TwinlensError('unavailable', 'The worker was stopped during the capture'),
        );
      }, drainMs);
      await slots.ended();
      clearTimeout(timer);
    },
  };
}
