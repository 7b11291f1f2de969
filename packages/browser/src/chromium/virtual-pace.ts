import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import type { Frames } from './frames.ts';
import type { Pace } from './pace.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Time given to a page at once while it works: about one frame of a 60 Hz screen. Milliseconds. */
const stepMs = 16.5;

/**
 * Waits of a page that end at once, in milliseconds. One that is longer may be for something that
 * takes real time (a worker, decoding, WebAssembly), and its own time limits must not pass in a moment.
 */
const aheadMs = 250;

/** Real pause after each step from then on: time passes at most eight times as fast. */
const pauseMs = 2;

/** The same once this much time has passed: nothing is gained by haste any more. */
const longMs = 30_000;
const longPauseMs = stepMs;

/** Time passes by a clock of ours, in steps, with a frame after each. */
export class VirtualPace implements Pace {
  readonly #clock: VirtualClock;
  readonly #frames: Frames;

  constructor(clock: VirtualClock, frames: Frames) {
    this.#clock = clock;
    this.#frames = frames;
  }

  async during<T>(work: Promise<T>, givenMs = stepMs): Promise<T> {
    let settled = false;
    const end = (): void => {
      settled = true;
    };
    const done = work.then(end, end);
    let step = givenMs;
    for (let passed = 0; !settled; passed += step) {
      // To its end, even where `work` settles within: what was granted must not go on passing later.
      await this.#clock.grant(step);
      // The answer may have come with the end of the grant, and is then on its way through promises.
      await turn();
      if (settled) break;
      await Promise.race([this.#frames.issueUnseen(), done]);
      step = stepMs;
      if (settled || passed < aheadMs) continue;
      await Promise.race([delay(passed < longMs ? pauseMs : longPauseMs), done]);
    }
    return work;
  }

  async pass(ms: number): Promise<void> {
    await this.#clock.grant(ms);
  }
}
