import { setTimeout as delay } from 'node:timers/promises';
import { type ClientOptions, call, TwinlensError, takeLease } from '@twinlens/contract';
import type { Tracing } from '@twinlens/telemetry';
import type { Logger } from 'pino';
import { CaptureLog } from '../capture/capture-log.ts';
import type { WorkerConfig } from '../config.ts';
import type { PackageShelf } from '../package/package-shelf.ts';
import type { FoundBrowsers, Served } from '../target/find-browsers.ts';
import { targets } from '../target/targets.ts';
import type { Ending, WorkerMetrics } from '../telemetry/metrics.ts';
import type { Auditor } from './auditor.ts';
import { startBackoff } from './backoff.ts';
import { failureOf } from './failure.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { LeaseRun } from './lease-run.ts';
import { OwnBrowsers } from './own-browsers.ts';
import { type LeaseOutcome, runLease } from './run-lease.ts';
import { type Lease, LeaseServer } from './server.ts';

/** Longest time to tell the server that a capture was given up. */
const failMs = 3000;

/**
 * How long an answer may take beyond the time that is waited on purpose. A server whose address is
 * gone never answers, and until this is over the worker does not look where it is now.
 */
const answerMs = 10_000;

/** What all slots of a worker have in common. */
export interface SlotOptions {
  config: WorkerConfig;
  client: ClientOptions;
  logger: Logger;
  auditor: Auditor;
  found: FoundBrowsers;
  /** Digest of the worker's own code. */
  build: string;
  shelf: PackageShelf;
  /** Called whenever work is asked for. */
  tracing: Tracing;
  metrics: WorkerMetrics;
  onTake(): void;
}

/** One browser and one capture at a time; a crash costs no other capture anything. */
export class Slot {
  readonly #options: SlotOptions;
  readonly #browsers: OwnBrowsers;
  /** When it had something to do last; undefined while it has. */
  #idleSince: number | undefined = performance.now();

  constructor(options: SlotOptions) {
    this.#options = options;
    this.#browsers = new OwnBrowsers(options.config, options.logger);
  }

  /** How long it has had nothing to do, in milliseconds; 0 while it has. */
  get idleMs(): number {
    return this.#idleSince === undefined ? 0 : performance.now() - this.#idleSince;
  }

  /**
   * Takes and does leases until told to stop.
   * @param draining Take no more leases.
   * @param stopping Give the current one back.
   */
  async run(draining: AbortSignal, stopping: AbortSignal): Promise<void> {
    const backoff = startBackoff();
    while (!draining.aborted) {
      try {
        const lease = await this.#take(draining);
        backoff.reset();
        if (!lease) continue;
        this.#idleSince = undefined;
        await this.#traced(lease, async () => {
          const outcome = await this.#do(lease, stopping);
          if (outcome) await this.#remember(lease, outcome, stopping);
        });
        this.#idleSince = performance.now();
      } catch (error) {
        if (draining.aborted) break;
        this.#options.logger.warn({ err: error }, 'no lease could be taken; trying again');
        await delay(backoff.next(), undefined, { signal: draining }).catch(() => undefined);
      }
    }
    await this.#browsers.discard();
  }

  #take(draining: AbortSignal): Promise<Lease | undefined> {
    const { config, client, found, onTake } = this.#options;
    onTake();
    const browser = found.browsers.map(({ version }) => version).join(', ');
    const types = found.served.flatMap(({ type, name }) => (name === null ? [type] : []));
    const named = found.served.flatMap(({ type, name }) => (name === null ? [] : [{ type, name }]));
    return call(client, takeLease, {
      body: { worker: { name: config.name, browser }, types, named, waitMs: config.waitMs },
      signal: AbortSignal.any([draining, AbortSignal.timeout(config.waitMs + answerMs)]),
    });
  }

  /** As a part of the trace in which it was asked for. */
  #traced(lease: Lease, work: () => Promise<void>): Promise<void> {
    const attributes = {
      'twinlens.snap_request': lease.snapRequestId,
      'twinlens.attempt': lease.attempt,
      'twinlens.target': lease.type,
    };
    return this.#options.tracing.span('capture', { parent: lease.trace, attributes }, work);
  }

  /** Undefined when there is no result; the server has been told why, if it still wants to know. */
  async #do(lease: Lease, stopping: AbortSignal): Promise<LeaseOutcome | undefined> {
    const { client, config, shelf, metrics, tracing } = this.#options;
    const { engine } = targets[lease.type];
    const began = performance.now();
    let ending: Ending = 'failed';
    const log = new CaptureLog();
    const logger = this.#options.logger.child({ snapRequest: lease.snapRequestId });
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, stopping]);
    const server = new LeaseServer(client, lease, signal);
    let captured = 0;
    const heartbeat = startHeartbeat(
      lease.expiresInMs,
      () => server.heartbeat(captured),
      (reason) => lost.abort(reason),
    );
    try {
      const outcome = await runLease({
        lease,
        server,
        ...(await this.#browserFor(lease)),
        shelf,
        allowedPrivateHosts: config.allowedPrivateHosts,
        auditShare: config.auditShare,
        log,
        tracing,
        signal,
        onProgress(count) {
          captured = count;
          heartbeat.progress();
        },
      });
      const { snapshots, failed } = outcome.result;
      await server.finish(outcome.result);
      const copied = snapshots.filter(({ copied }) => copied).length;
      const unstable = snapshots.filter(({ again }) => again).length;
      const numbers = { snapshots: snapshots.length, copied, unstable, failed: failed?.length };
      logger.info(numbers, 'captured');
      metrics.pictures(engine, snapshots);
      ending = 'done';
      return outcome;
    } catch (error) {
      if (lost.signal.aborted || (error instanceof TwinlensError && error.code === 'lease_lost')) {
        logger.warn({ err: lost.signal.reason ?? error }, 'the lease was lost');
        ending = 'lost';
      } else {
        const failure = failureOf(stopping.aborted ? stopping.reason : error);
        logger.warn({ err: error, ...failure }, 'the capture failed');
        const message = failure.message.slice(0, 10_000) || 'Failed on worker';
        await server
          .fail({ ...failure, message, log: log.lines }, AbortSignal.timeout(failMs))
          .catch((cause: unknown) => logger.warn({ err: cause }, 'the failure was not reported'));
      }
      // What an unfinished capture has done to the browser, nobody knows. Somebody else may have the
      // capture by now: ending a browser takes its time.
      await this.#browsers.discard();
      return undefined;
    } finally {
      heartbeat.stop();
      metrics.ended(engine, ending, (performance.now() - began) / 1000);
    }
  }

  /** What captures a lease, and everything else that goes into its pictures. */
  async #browserFor(
    lease: Lease,
  ): Promise<Pick<LeaseRun, 'browser' | 'browserLabel' | 'surroundings'>> {
    const { config, build } = this.#options;
    const { browser, label } = this.#servedFor(lease);
    return {
      browser: await this.#browsers.of(browser),
      browserLabel: label,
      surroundings: { browser: browser.digest, build, limits: config.limits },
    };
  }

  #servedFor({ type, browserName }: Lease): Served {
    const { served } = this.#options.found;
    const found = served.find((one) => one.type === type && one.name === (browserName ?? null));
    if (found) return found;
    const what = browserName === undefined ? type : `${type} in ${browserName}`;
    throw new TwinlensError('unavailable', `this worker has no browser for ${what}`);
  }

  /** What can wait until the result is with the server. */
  async #remember(lease: Lease, outcome: LeaseOutcome, stopping: AbortSignal): Promise<void> {
    const { client, logger, auditor } = this.#options;
    const { remembered, sample } = outcome;
    if (remembered.used.length + remembered.passes.length > 0) {
      await new LeaseServer(client, lease, stopping)
        .recordPasses(remembered)
        .catch((cause: unknown) => logger.warn({ err: cause }, 'a capture is not remembered'));
    }
    if (sample) auditor.offer({ lease, sample, browser: this.#servedFor(lease).browser });
  }
}
