import { setTimeout as delay } from 'node:timers/promises';
import type { Frames } from './frames.ts';
import type { Pace } from './pace.ts';

/** Real time between frames while a page works, as on a 60 Hz screen. */
const frameMs = 1000 / 60;

/** Most calls are answered sooner than this and need no frame. */
const graceMs = 2;

/** Time passes by itself: the clock of the page is that of the machine. */
export class SystemPace implements Pace {
  readonly #frames: Frames;

  constructor(frames: Frames) {
    this.#frames = frames;
  }

  async during<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const end = (): void => {
      settled = true;
    };
    const done = work.then(end, end);
    await wait(graceMs, done);
    while (!settled) {
      const started = performance.now();
      await Promise.race([this.#frames.issueUnseen(), done]);
      if (!settled) await wait(frameMs - (performance.now() - started), done);
    }
    return work;
  }

  async pass(ms: number): Promise<void> {
    const until = performance.now() + ms;
    do {
      await this.#frames.issueUnseen();
      await delay(Math.max(0, Math.min(frameMs, until - performance.now())));
    } while (performance.now() < until);
  }
}

async function wait(ms: number, done: Promise<void>): Promise<void> {
  if (ms <= 0) return;
  const timer = new AbortController();
  const elapsed = delay(ms, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([elapsed, done]);
  timer.abort();
}
