import { setTimeout as delay } from 'node:timers/promises';
import type { CdpSession } from '../cdp/connection.ts';
import { BrowserGoneError, type Size } from '../page.ts';

/** Real time between frames while a page works, as on a 60 Hz screen. */
export const frameMs = 1000 / 60;

/** Most calls are answered sooner than this and need no frame. */
const graceMs = 2;

/** Between two looks at a page that does not answer a frame. */
const lookMs = 500;

/** A frame that comes no sooner, although no script of the page holds it up, never comes. */
const lostMs = 5000;

/** Drawing and encoding a picture, on a machine with much else to do. */
const pixelsPerMs = 5000;

export interface FrameOptions {
  /** Size of the picture to take of the frame. */
  picture?: Size;
}

/** Issues the frames of one page, one at a time; without it the page renders nothing. */
export class Frames {
  readonly #session: CdpSession;
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: CdpSession) {
    this.#session = session;
  }

  /**
   * Renders one frame, after those asked for before. A frame that never comes ends the session: the
   * browser accepts no other while it owes one.
   * @returns The picture as base64 PNG, if one was asked for and the frame had anything to show.
   */
  issue({ picture }: FrameOptions = {}): Promise<string | undefined> {
    const pixels = picture ? picture.width * picture.height : 0;
    const frame = this.#last
      .catch(() => undefined)
      .then(() => this.#render(picture !== undefined, lostMs + pixels / pixelsPerMs));
    this.#last = frame;
    return frame;
  }

  async #render(withPicture: boolean, patienceMs: number): Promise<string | undefined> {
    const answered = new AbortController();
    this.#watch(patienceMs, answered.signal).catch(() => undefined);
    try {
      const { screenshotData } = await this.#session.send('HeadlessExperimental.beginFrame', {
        ...(withPicture && { screenshot: { format: 'png', optimizeForSpeed: true } }),
      });
      return screenshotData as string | undefined;
    } finally {
      answered.abort();
    }
  }

  /** Ends the session unless a frame is answered while the page had the time to. */
  async #watch(patienceMs: number, answered: AbortSignal): Promise<void> {
    for (let idleMs = 0; idleMs < patienceMs; idleMs += lookMs) {
      await delay(lookMs, undefined, { signal: answered });
      // Answered once no script runs; until then it is the page that takes its time.
      await this.#session.send('Runtime.evaluate', { expression: '0' }).catch(() => undefined);
      answered.throwIfAborted();
    }
    this.#session.end(new BrowserGoneError('it stopped rendering frames'));
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
