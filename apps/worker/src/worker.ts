import { setTimeout as delay } from 'node:timers/promises';
import { engines } from '@twinlens/browser';
import { TwinlensError } from '@twinlens/contract';
import type { Logger } from 'pino';
import { buildDigest } from './capture-cache/build-digest.ts';
import type { WorkerConfig } from './config.ts';
import { Auditor } from './lease/auditor.ts';
import { startBackoff } from './lease/backoff.ts';
import { Slot, type SlotOptions } from './lease/slot.ts';
import { Slots } from './lease/slots.ts';
import { PackageShelf } from './package/package-shelf.ts';

/** How long captures may go on once the worker is told to stop. */
const drainMs = 5000;

export interface Worker {
  /** Takes no more leases; gives the current ones back if they are not done within five seconds. */
  stop(): Promise<void>;
}

/** What goes into every picture. Tried until it is known: a disk may be full for a while. */
async function identify(
  config: WorkerConfig,
  logger: Logger,
  draining: AbortSignal,
): Promise<Pick<SlotOptions, 'browserVersion' | 'surroundings'> | undefined> {
  const backoff = startBackoff();
  while (!draining.aborted) {
    try {
      const [{ version, digest }, build] = await Promise.all([
        engines[config.engine].identify(config),
        buildDigest(),
      ]);
      return {
        browserVersion: version,
        surroundings: { browser: digest, build, limits: config.limits },
      };
    } catch (error) {
      logger.warn({ err: error }, 'the browser cannot be used; trying again');
      await delay(backoff.next(), undefined, { signal: draining }).catch(() => undefined);
    }
  }
  return undefined;
}

/**
 * Starts to capture; browsers are started once there is something to render.
 * @param onReady Called once, when work is asked for.
 */
export function startWorker(config: WorkerConfig, logger: Logger, onReady: () => void): Worker {
  const draining = new AbortController();
  const stopping = new AbortController();
  const client = {
    origin: config.server,
    headers: { authorization: `Bearer ${config.token}` },
  };
  let ready = false;
  const onTake = (): void => {
    if (!ready) onReady();
    ready = true;
  };
  async function work(): Promise<void> {
    const identity = await identify(config, logger, draining.signal);
    if (!identity) return;
    const auditor = new Auditor({ ...config, client, logger });
    const shelf = new PackageShelf();
    const options = { ...identity, config, client, logger, auditor, shelf, onTake };
    const slots = new Slots(() => new Slot(options), draining.signal, stopping.signal);
    await Promise.all([slots.ended(), auditor.run(draining.signal)]);
  }
  const working = work();
  return {
    async stop() {
      draining.abort(new TwinlensError('unavailable', 'the worker is stopping'));
      const timer = setTimeout(() => {
        stopping.abort(
          new TwinlensError('unavailable', 'The worker was stopped during the capture'),
        );
      }, drainMs);
      await working;
      clearTimeout(timer);
    },
  };
}
