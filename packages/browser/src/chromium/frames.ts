import { setTimeout as delay } from 'node:timers/promises';
import type { CdpSession } from '../cdp/connection.ts';

/** Real time between frames while a page works, as on a 60 Hz screen. */
const frameMs = 1000 / 60;

/** Most calls are answered sooner than this and need no frame. */
const graceMs = 2;

export interface FrameOptions {
  screenshot?: { format: 'png'; optimizeForSpeed: boolean };
}

/** Issues the frames of one page, one at a time; without it the page renders nothing. */
export class Frames {
  readonly #session: CdpSession;
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: CdpSession) {
    this.#session = session;
  }

  /**
   * Renders one frame, after those asked for before.
   * @returns The picture as base64, if one was asked for and the frame had anything to show.
   */
  issue(options: FrameOptions = {}): Promise<string | undefined> {
    const frame = this.#last
      .catch(() => undefined)
      .then(() => this.#session.send('HeadlessExperimental.beginFrame', { ...options }))
      .then(({ screenshotData }) => screenshotData as string | undefined);
    this.#last = frame;
    return frame;
  }

  /** Keeps issuing frames until `work` has settled; answers what it answers. */
  async during<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const done = work.then(
      () => {
        settled = true;
      },
      () => {
        settled = true;
      },
    );
    await this.#wait(graceMs, done);
    while (!settled) {
      const started = performance.now();
      // A frame may be refused while one document replaces another; the next one will not be.
      await Promise.race([this.issue().catch(() => undefined), done]);
      if (!settled) await this.#wait(frameMs - (performance.now() - started), done);
    }
    return work;
  }

  async #wait(ms: number, done: Promise<void>): Promise<void> {
    if (ms <= 0) return;
    const timer = new AbortController();
    const elapsed = delay(ms, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([elapsed, done]);
    timer.abort();
  }
}
