/** How long and how large a capture may get. Durations in milliseconds. */
export interface CaptureLimits {
  /** From opening the package to `window.happo` being there. */
  loadMs: number;
  /** `window.happo.init`; Storybook loads every story in it. */
  initMs: number;
  /** One `nextExample`: render, play function and waits of the page included. */
  exampleMs: number;
  /** Text or selector a page or example asked to be waited for. */
  contentMs: number;
  /** Fonts, images and requests to come to rest. */
  settleMs: number;
  /** A page that has to answer: one look at it, or one picture. */
  answerMs: number;
  /** Taking all pictures of one animation, from the first look at it; the page's own functions included. */
  animationMs: number;
  /** Examining one example for accessibility. */
  accessibilityMs: number;
  /** Pixels of one picture; larger ones are cut off at the bottom. */
  maxPixels: number;
  /** Memory a page may use, and twice that for drawing it. */
  maxBytes: number;
  /** What a page may keep on the disk, in bytes. */
  maxDiskBytes: number;
  /** Examples that may fail before those after them are not tried any more. */
  maxFailed: number;
  /** Time that failing examples may cost in all. */
  failedMs: number;
}

export const defaultLimits: CaptureLimits = {
  loadMs: 60_000,
  initMs: 60_000,
  exampleMs: 60_000,
  contentMs: 10_000,
  settleMs: 10_000,
  answerMs: 30_000,
  animationMs: 120_000,
  accessibilityMs: 30_000,
  maxPixels: 60_000_000,
  maxBytes: 2 * 2 ** 30,
  maxDiskBytes: 500 * 2 ** 20,
  maxFailed: 20,
  failedMs: 300_000,
};

/** Cut-off where the payload names none. */
export const defaultMaxHeight = 5000;
