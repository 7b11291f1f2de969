import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, launchChromium } from '@twinlens/browser';
import { type ClientOptions, call, TwinlensError, takeLease } from '@twinlens/contract';
import type { Logger } from 'pino';
import { CaptureLog } from '../capture/capture-log.ts';
import type { WorkerConfig } from '../config.ts';
import { startBackoff } from './backoff.ts';
import { startHeartbeat } from './heartbeat.ts';
import { failureOf, runLease } from './run-lease.ts';
import { type Lease, LeaseServer } from './server.ts';

/** Longest time to tell the server that a capture was given up. */
const failMs = 3000;

/** Captures after which the browser is replaced, so that nothing it leaks adds up. */
const maxCapturesPerBrowser = 200;

/** One browser and one capture at a time; a crash costs no other capture anything. */
export class Slot {
  readonly #config: WorkerConfig;
  readonly #client: ClientOptions;
  readonly #logger: Logger;
  readonly #onTake: () => void;
  #browser: Browser | undefined;
  #captures = 0;

  /** @param onTake Called whenever work is asked for. */
  constructor(config: WorkerConfig, logger: Logger, onTake: () => void) {
    this.#config = config;
    this.#logger = logger;
    this.#onTake = onTake;
    this.#client = {
      origin: config.server,
      headers: { authorization: `Bearer ${config.token}` },
    };
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
        const { version } = await this.#readyBrowser();
        const lease = await this.#take(version, draining);
        backoff.reset();
        if (lease) await this.#do(lease, stopping);
      } catch (error) {
        if (draining.aborted) break;
        this.#logger.warn({ err: error }, 'no lease could be taken; trying again');
        await delay(backoff.next(), undefined, { signal: draining }).catch(() => undefined);
      }
    }
    await this.#discardBrowser();
  }

  /** Ends the browser, whatever it is at, and starts another. */
  async #replaceBrowser(): Promise<void> {
    const began = performance.now();
    await this.#discardBrowser();
    await this.#readyBrowser();
    const replacedMs = Math.round(performance.now() - began);
    this.#logger.info({ replacedMs }, 'the browser was replaced');
  }

  async #discardBrowser(): Promise<void> {
    await this.#browser?.close();
    this.#browser = undefined;
  }

  async #readyBrowser(): Promise<Browser> {
    const usable = this.#browser?.alive && this.#captures < maxCapturesPerBrowser;
    if (this.#browser && usable) return this.#browser;
    await this.#discardBrowser();
    this.#captures = 0;
    this.#browser = await launchChromium({ cache: this.#config.cache });
    return this.#browser;
  }

  #take(browser: string, draining: AbortSignal): Promise<Lease | undefined> {
    this.#onTake();
    const worker = { name: this.#config.name, browser };
    return call(this.#client, takeLease, {
      body: { worker, types: ['browser-chrome'], waitMs: this.#config.waitMs },
      signal: AbortSignal.any([draining, AbortSignal.timeout(this.#config.waitMs + 30_000)]),
    });
  }

  async #do(lease: Lease, stopping: AbortSignal): Promise<void> {
    const log = new CaptureLog();
    const logger = this.#logger.child({ snapRequest: lease.snapRequestId });
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, stopping]);
    const server = new LeaseServer(this.#client, lease, signal);
    let captured = 0;
    const heartbeat = startHeartbeat(
      lease.expiresInMs,
      () => server.heartbeat(captured),
      (reason) => lost.abort(reason),
    );
    this.#captures += 1;
    try {
      const browsers = {
        // It may have died while there was nothing to do.
        ready: () => this.#readyBrowser(),
        replace: () => this.#replaceBrowser(),
      };
      const { limits, allowedPrivateHosts } = this.#config;
      const onProgress = (count: number): void => {
        captured = count;
        heartbeat.progress();
      };
      const run = { lease, server, browsers, limits, allowedPrivateHosts, log, signal, onProgress };
      const result = await runLease(run);
      await server.finish(result);
      const { snapshots, failed } = result;
      logger.info({ snapshots: snapshots.length, failed: failed?.length }, 'captured');
    } catch (error) {
      // What an unfinished capture has done to the browser, nobody knows.
      await this.#discardBrowser();
      if (lost.signal.aborted || (error instanceof TwinlensError && error.code === 'lease_lost')) {
        logger.warn({ err: lost.signal.reason ?? error }, 'the lease was lost');
        return;
      }
      const failure = failureOf(stopping.aborted ? stopping.reason : error);
      logger.warn({ err: error, ...failure }, 'the capture failed');
      const message = failure.message.slice(0, 10_000) || 'Failed on worker';
      await server
        .fail({ ...failure, message, log: log.lines }, AbortSignal.timeout(failMs))
        .catch((cause: unknown) => logger.warn({ err: cause }, 'the failure was not reported'));
    } finally {
      heartbeat.stop();
    }
  }
}
