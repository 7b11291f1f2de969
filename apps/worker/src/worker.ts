import { setTimeout as delay } from 'node:timers/promises';
import { type ClientOptions, TwinlensError } from '@twinlens/contract';
import type { Tracing } from '@twinlens/telemetry';
import type { Logger } from 'pino';
import { buildDigest } from './capture-cache/build-digest.ts';
import type { WorkerConfig } from './config.ts';
import { createServerFetch } from './connection/server-fetch.ts';
import { Auditor } from './lease/auditor.ts';
import { startBackoff } from './lease/backoff.ts';
import { Slot } from './lease/slot.ts';
import { Slots } from './lease/slots.ts';
import { PackageShelf } from './package/package-shelf.ts';
import { Registration } from './registration/registration.ts';
import { type FoundBrowsers, findBrowsers } from './target/find-browsers.ts';
import type { WorkerMetrics } from './telemetry/metrics.ts';
import { tracedFetch } from './telemetry/traced-fetch.ts';

/** How long captures may go on once the worker is told to stop. */
const drainMs = 5000;

export interface Worker {
  /** Takes no more leases; gives the current ones back if they are not done within five seconds. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  config: WorkerConfig;
  logger: Logger;
  tracing: Tracing;
  metrics: WorkerMetrics;
}

/** The browsers there are. Tried until there is one: a disk may be full for a while. */
async function findSome(
  config: WorkerConfig,
  client: ClientOptions,
  logger: Logger,
  draining: AbortSignal,
): Promise<FoundBrowsers | undefined> {
  const backoff = startBackoff();
  while (!draining.aborted) {
    const found = await findBrowsers(config, logger);
    if (found.served.length > 0) return found;
    // People read on the page of the workers why it captures nothing.
    await new Registration({ config, client, logger, found }).start(draining);
    logger.warn('there is no browser to capture with; looking again');
    await delay(backoff.next(), undefined, { signal: draining }).catch(() => undefined);
  }
  return undefined;
}

/**
 * Starts to capture; browsers are started once there is something to render.
 * @param onReady Called once, when work is asked for.
 */
export function startWorker(worker: WorkerOptions, onReady: () => void): Worker {
  const { config, logger, tracing, metrics } = worker;
  const draining = new AbortController();
  const stopping = new AbortController();
  const client = {
    origin: config.servers[0] ?? '',
    fetch: tracedFetch(createServerFetch(config.servers), tracing),
    headers: { authorization: `Bearer ${config.token}` },
  };
  let ready = false;
  const onTake = (): void => {
    if (!ready) onReady();
    ready = true;
  };
  async function work(): Promise<void> {
    const [found, build] = await Promise.all([
      findSome(config, client, logger, draining.signal),
      buildDigest(),
    ]);
    if (!found) return;
    const registration = new Registration({ config, client, logger, found });
    await registration.start(draining.signal);
    const auditor = new Auditor({ ...config, client, logger });
    const shelf = new PackageShelf();
    const options = { ...worker, found, build, client, auditor, shelf, onTake };
    const slots = new Slots(() => new Slot(options), draining.signal, stopping.signal);
    metrics.slots(() => slots.count());
    await Promise.all([
      slots.ended(),
      auditor.run(draining.signal),
      registration.run(draining.signal),
    ]);
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
