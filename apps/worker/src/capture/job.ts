import type { Device, Page, Rectangle } from '@twinlens/browser';
import type { AccessibilityResult, FailedExample, Payload } from '@twinlens/contract';
import type { Static } from 'typebox';
import type { Area } from '../picture/messages.ts';
import type { CaptureLog } from './capture-log.ts';
import type { CaptureLimits } from './limits.ts';

/** What a recorded document asked for until its picture was taken. */
export interface DocumentRequests {
  /** Its place in the payload. */
  index: number;
  /** `inside` the package or not; null where it was too much to keep. */
  asked: { url: URL; inside: boolean }[] | null;
}

/** An example that is known to show up. */
export interface ExpectedExample {
  component: string;
  variant: string;
  /** Whether the page skipped it. */
  skipped: boolean;
  /** Whether a picture is to be taken all the same. */
  rendered: boolean;
}

/** A picture as it was taken. */
export interface Taken {
  png: Buffer;
  /** Of the document. */
  rectangle: Rectangle;
  /** What does not count of it, in its pixels. */
  ignored: Area[];
  /** How long taking it took, without what was waited for. Milliseconds, real ones. */
  screenshotMs: number;
}

export interface Picture {
  component: string;
  variant: string;
  png: Buffer;
  /** What does not count of it, in its pixels. */
  ignored: Area[];
  /** What was found, where the target is one for accessibility. */
  accessibility?: AccessibilityResult;
  /** Whole milliseconds each: the page rendering, us waiting for rest, the picture itself. */
  renderMs: number;
  waitMs: number;
  screenshotMs: number;
  document?: DocumentRequests;
}

/** One capture on its way: what is asked, and where the results go. */
export interface CaptureJob {
  page: Page;
  payload: Static<typeof Payload>;
  targetName: string;
  /** What pages are shown on; undefined: the machine itself. */
  device: Device | undefined;
  /** Whether pictures may be animated: not those of every type of browser may. */
  animates: boolean;
  /** The picture of a text, in the place of one that is not what was expected. */
  pictureOfText(text: string): Promise<Taken>;
  /** Whether examples are examined for accessibility, and not only pictured. */
  accessibility: boolean;
  limits: CaptureLimits;
  log: CaptureLog;
  /** Aborted when the lease is lost or the worker stops. */
  signal: AbortSignal;
  /** May delay the capture when pictures come faster than they can be taken away. */
  onPicture(picture: Picture): Promise<void>;
  onSkipped(component: string, variant: string): void;
  onFailed(failed: Static<typeof FailedExample>): void;
  /** An example has failed, for now or for good: what follows is shown by another page, or after it. */
  onDisturbed(): void;
  /** What the document still waited for when it was captured all the same, by name. */
  givenUp: Set<string>;
  /**
   * By place, examples that are known to show up. Those that are not rendered are walked past. Of a
   * package they are the first ones, without holes.
   */
  expected: readonly (ExpectedExample | undefined)[];
  /** Whether a package is left once these were shown. */
  onlyExpected: boolean;
  /** Called for an example that was walked past, with its place. */
  onKnown(place: number): void;
  /** The picture that comes next is taken although something is still going on. */
  onDoubt(warning: string): void;
}

/** A page did not show what it was expected to. */
export class UnexpectedExampleError extends Error {
  override readonly name = 'UnexpectedExampleError';
}

/**
 * Does one step of a job with a deadline of its own.
 * @param ms Longest duration.
 * @param tooLate What is thrown when it passes.
 */
export async function limited<T>(
  job: CaptureJob,
  ms: number,
  tooLate: () => Error,
  step: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const timer = setTimeout(() => {
    ending.abort(tooLate());
  }, ms);
  // Not AbortSignal.any: every step of every example would leave one for the garbage collector.
  const forward = (): void => ending.abort(job.signal.reason);
  if (job.signal.aborted) forward();
  else job.signal.addEventListener('abort', forward, { once: true });
  try {
    return await step(ending.signal);
  } finally {
    clearTimeout(timer);
    job.signal.removeEventListener('abort', forward);
  }
}
