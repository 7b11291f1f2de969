import type { LaunchOptions } from '@twinlens/browser';
import type { ClientOptions } from '@twinlens/contract';
import { noTracing } from '@twinlens/telemetry';
import type { Logger } from 'pino';
import { CaptureLog } from '../capture/capture-log.ts';
import type { CaptureLimits } from '../capture/limits.ts';
import { nameOf } from '../capture-cache/plan.ts';
import { startRecording } from '../capture-cache/recording.ts';
import type { Sample } from '../capture-cache/sample.ts';
import { bytesOf } from '../package/package-shelf.ts';
import type { FoundBrowser } from '../target/find-browsers.ts';
import { OwnBrowsers } from './own-browsers.ts';
import { render } from './render.ts';
import { type Lease, LeaseServer } from './server.ts';

export interface Audit {
  lease: Lease;
  sample: Sample;
  /** What it would have been captured with. */
  browser: FoundBrowser;
}

/** Bytes of packages that are kept for audits that wait; beyond, no more are taken. */
const maxWaitingBytes = 200_000_000;

interface AuditorOptions extends LaunchOptions {
  client: ClientOptions;
  logger: Logger;
  allowedPrivateHosts: readonly string[];
  limits: CaptureLimits;
}

/**
 * Renders copied pictures once more, one sample after the other, with a browser of its own that runs
 * only meanwhile: no capture waits for it, and none of their verdicts does.
 */
export class Auditor {
  readonly #options: AuditorOptions;
  readonly #waiting: Audit[] = [];
  #waitingBytes = 0;
  #wake: () => void = () => undefined;

  constructor(options: AuditorOptions) {
    this.#options = options;
  }

  /** Takes one on, unless too much is waiting; the share of audits is then smaller. */
  offer(audit: Audit): void {
    const bytes = bytesOf(audit.sample.subject.files);
    if (this.#waiting.length > 0 && this.#waitingBytes + bytes > maxWaitingBytes) {
      const snapRequest = audit.lease.snapRequestId;
      this.#options.logger.info({ snapRequest }, 'copied pictures are not checked: too many wait');
      return;
    }
    this.#waiting.push(audit);
    this.#waitingBytes += bytes;
    this.#wake();
  }

  /** @param draining Ends it, also half way through an audit. */
  async run(draining: AbortSignal): Promise<void> {
    const browsers = new OwnBrowsers(this.#options, this.#options.logger);
    draining.addEventListener('abort', () => this.#wake());
    while (!draining.aborted) {
      const audit = this.#waiting.shift();
      if (audit) {
        this.#waitingBytes -= bytesOf(audit.sample.subject.files);
        await this.#do(audit, browsers, draining);
      } else {
        await browsers.discard();
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        if (!draining.aborted && this.#waiting.length === 0) await promise;
      }
    }
    await browsers.discard();
  }

  async #do(audit: Audit, browsers: OwnBrowsers, signal: AbortSignal): Promise<void> {
    const { lease, sample } = audit;
    const { subject, copied } = sample;
    const { client, allowedPrivateHosts, limits } = this.#options;
    const logger = this.#options.logger.child({ snapRequest: lease.snapRequestId });
    const server = new LeaseServer(client, lease, signal);
    try {
      const { snapshots, failed, passes } = await render({
        server,
        browser: await browsers.of(audit.browser),
        payload: subject.payload,
        files: subject.files,
        lease,
        limits,
        allowedPrivateHosts,
        log: new CaptureLog(),
        signal,
        tracing: noTracing,
        recording: startRecording(subject),
      });
      if (failed[0]) throw new Error(failed[0].message);
      const seen = new Map(snapshots.map((snapshot) => [nameOf(snapshot), snapshot.image]));
      const pictures = copied.map((example) => ({
        component: example.component,
        variant: example.variant,
        image: seen.get(nameOf(example)) ?? null,
      }));
      // First the pictures that would otherwise be copied again.
      await server.recordPasses({ used: [], passes });
      await server.reportAudit({ pictures });
      logger.info({ pictures: pictures.length }, 'copied pictures were rendered again');
    } catch (error) {
      await browsers.discard();
      if (!signal.aborted) logger.warn({ err: error }, 'copied pictures could not be checked');
    }
  }
}
