import { setTimeout as delay } from 'node:timers/promises';
import type { CdpSession } from '../cdp/connection.ts';
import { BrowserGoneError, PageGoneError, type Size } from '../page.ts';

/** Between two looks at a page that does not answer a frame. */
const lookMs = 500;

/** A frame that comes no sooner, although no script of the page holds it up, never comes. */
const lostMs = 10_000;

/** Drawing and encoding a picture, on a machine with much else to do. */
const pixelsPerMs = 5000;

/** A page that has nothing to show for this long is broken. Milliseconds. */
const emptyMs = 10_000;

/** Between two tries at a page whose surface another process is still preparing. Milliseconds. */
const emptyPauseMs = 16;

/** Issues the frames of one page, one at a time; without it the page renders nothing. */
export class Frames {
  readonly #session: CdpSession;
  readonly #clock: { ticks: number } | undefined;
  #last: Promise<unknown> = Promise.resolve();
  /** Of the frame before, in microseconds: whole ones, as the browser has them. */
  #moment = 0;

  /** @param clock What the frames are issued for, in milliseconds; undefined: when they are issued. */
  constructor(session: CdpSession, clock?: { ticks: number }) {
    this.#session = session;
    this.#clock = clock;
  }

  /**
   * Renders a frame nobody sees: callbacks, style and layout, and no drawing. One that is refused, as
   * while one document replaces another, is left out.
   */
  async issueUnseen(): Promise<void> {
    await this.#issue({ noDisplayUpdates: true }, lostMs).catch(() => undefined);
  }

  /** Renders and draws a frame whose picture nobody wants. */
  async issueDrawn(): Promise<void> {
    await this.#issue({}, lostMs).catch(() => undefined);
  }

  /**
   * Renders frames until one has anything to show.
   * @returns Its picture, a PNG.
   */
  async picture({ width, height }: Size): Promise<Buffer> {
    const patienceMs = lostMs + (width * height) / pixelsPerMs;
    const screenshot = { format: 'png', optimizeForSpeed: true };
    const deadline = performance.now() + emptyMs;
    for (let frame = 0; performance.now() < deadline; frame++) {
      // One empty frame is common. More of them mean that another process is still preparing the
      // page's surface, and that takes time, not frames.
      if (frame > 1) await delay(emptyPauseMs);
      const { screenshotData } = await this.#issue({ screenshot }, patienceMs);
      if (screenshotData instanceof Buffer) return screenshotData;
    }
    throw new BrowserGoneError('the browser rendered no picture');
  }

  /**
   * Renders one frame, after those asked for before. A frame that never comes ends the session: the
   * browser accepts no other while it owes one.
   */
  #issue(options: Record<string, unknown>, patienceMs: number) {
    const frame = this.#last.catch(() => undefined).then(() => this.#render(options, patienceMs));
    this.#last = frame;
    return frame;
  }

  async #render(options: Record<string, unknown>, patienceMs: number) {
    const moment = this.#clock && { frameTimeTicks: this.#nextMoment(this.#clock.ticks) };
    const stopWatching = this.#watch(patienceMs);
    try {
      return await this.#session.send('HeadlessExperimental.beginFrame', { ...moment, ...options });
    } finally {
      stopWatching();
    }
  }

  /**
   * Two frames are never of the same moment: the second would show what the first did, or never come. A
   * page cannot tell a microsecond.
   * @returns Milliseconds; half a microsecond more, as the browser cuts off what is not whole.
   */
  #nextMoment(ticks: number): number {
    this.#moment = Math.max(this.#moment + 1, Math.round(ticks * 1000));
    return (this.#moment + 0.5) / 1000;
  }

  /**
   * Ends the session where no frame comes while the page has the time to render one.
   * @returns Stops the watch.
   */
  #watch(patienceMs: number): () => void {
    let timer: NodeJS.Timeout;
    const lookAfter = (idleMs: number): void => {
      timer = setTimeout(async () => {
        // Answered once no script runs; until then it is the page that takes its time.
        await this.#session.send('Runtime.evaluate', { expression: '0' }).catch(() => undefined);
        if (watching && idleMs >= patienceMs) {
          this.#session.end(new PageGoneError({ how: 'not drawn', ms: patienceMs }));
        } else if (watching) {
          lookAfter(idleMs + lookMs);
        }
      }, lookMs);
    };
    let watching = true;
    lookAfter(lookMs);
    return () => {
      watching = false;
      clearTimeout(timer);
    };
  }
}
