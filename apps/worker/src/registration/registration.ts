import { setTimeout as delay } from 'node:timers/promises';
import { rendererDigest } from '@twinlens/browser';
import {
  type BodyOf,
  type ClientOptions,
  call,
  registerWorker,
  TwinlensError,
} from '@twinlens/contract';
import type { Logger } from 'pino';
import { digestOfPicture, takeSheet } from '../calibration/take-sheet.ts';
import type { WorkerConfig } from '../config.ts';
import { startBackoff } from '../lease/backoff.ts';
import type { FoundBrowsers } from '../target/find-browsers.ts';
import { lacksOf } from '../target/lacks.ts';
import { findShortage } from './shortage.ts';

type Body = BodyOf<typeof registerWorker>;

const callMs = 60_000;

export interface RegistrationOptions {
  config: WorkerConfig;
  client: ClientOptions;
  logger: Logger;
  found: FoundBrowsers;
}

/**
 * Tells the server what this worker is, what its calibration sheets look like, and when it lacks disk or
 * memory. What follows from that is the server's to decide: a worker that is not in service asks for
 * work and gets none.
 */
export class Registration {
  readonly #options: RegistrationOptions;
  #calibrations: Body['calibrations'] = [];
  #shortage: string | null = null;

  constructor(options: RegistrationOptions) {
    this.#options = options;
  }

  /** Calibrates and registers for the first time, as soon as the server can be reached. */
  async start(draining: AbortSignal): Promise<void> {
    await this.#calibrate(draining);
    this.#shortage = await this.#findShortage();
    await this.#tell(draining);
  }

  /** Keeps the server informed. */
  async run(draining: AbortSignal): Promise<void> {
    const { lookMs, calibrateMs } = this.#options.config;
    let calibrated = performance.now();
    while (!draining.aborted) {
      await delay(lookMs, undefined, { signal: draining }).catch(() => undefined);
      if (draining.aborted) return;
      const shortage = await this.#findShortage();
      const isDue = calibrateMs !== null && performance.now() - calibrated > calibrateMs;
      if (shortage === this.#shortage && !isDue) continue;
      if (isDue) {
        await this.#calibrate(draining);
        calibrated = performance.now();
      }
      this.#shortage = shortage;
      await this.#tell(draining);
    }
  }

  async #findShortage(): Promise<string | null> {
    const { cache, reserve } = this.#options.config;
    return findShortage(cache, reserve).catch((error: unknown) => `${error}`);
  }

  async #calibrate(signal: AbortSignal): Promise<void> {
    const { config, found, logger } = this.#options;
    if (config.calibrateMs === null) return;
    const calibrations: Body['calibrations'] = [];
    for (const { engine, named, version: own } of found.browsers) {
      // Equal versions need not draw the same when they are started otherwise.
      const version = named ? `${own} as ${named.name}` : own;
      try {
        const picture = await takeSheet({ ...config, engine, named, signal }, logger);
        calibrations.push({ version, digest: digestOfPicture(picture) });
      } catch (error) {
        if (!signal.aborted) logger.warn({ err: error, version }, 'the sheet was not captured');
      }
    }
    this.#calibrations = calibrations;
  }

  #body(): Body {
    const { config, found } = this.#options;
    return {
      name: config.name,
      targets: found.served.map(({ type, name, label, browser: { version } }) => ({
        ...{ type, browser: label, version, ...(name !== null && { name }) },
        lacks: lacksOf(type),
      })),
      refused: found.refused,
      fonts: rendererDigest.fonts,
      calibrations: this.#calibrations,
      outOfService: this.#shortage,
    };
  }

  /** Tried until the server has heard it; one of an earlier release does not know the question. */
  async #tell(draining: AbortSignal): Promise<void> {
    const { client, logger } = this.#options;
    const backoff = startBackoff();
    while (!draining.aborted) {
      try {
        const signal = AbortSignal.any([draining, AbortSignal.timeout(callMs)]);
        const answer = await call(client, registerWorker, { body: this.#body(), signal });
        if (answer?.state === 'in service') logger.info('in service');
        else logger.warn({ ...answer }, 'not in service');
        return;
      } catch (error) {
        if (error instanceof TwinlensError && error.code === 'not_found') return;
        if (draining.aborted) return;
        logger.warn({ err: error }, 'this worker could not be registered; trying again');
        await delay(backoff.next(), undefined, { signal: draining }).catch(() => undefined);
      }
    }
  }
}
