import type { Page } from '@twinlens/browser';
import type { FailedExample, Payload } from '@twinlens/contract';
import type { Static } from 'typebox';
import type { CaptureLog } from './capture-log.ts';
import type { CaptureLimits } from './limits.ts';

export interface Picture {
  component: string;
  variant: string;
  png: Buffer;
  /** Whole milliseconds each: the page rendering, us waiting for rest, the picture itself. */
  renderMs: number;
  waitMs: number;
  screenshotMs: number;
}

/** One capture on its way: what is asked, and where the results go. */
export interface CaptureJob {
  page: Page;
  payload: Static<typeof Payload>;
  targetName: string;
  limits: CaptureLimits;
  log: CaptureLog;
  /** Aborted when the lease is lost or the worker stops. */
  signal: AbortSignal;
  /** May delay the capture when pictures come faster than they can be taken away. */
  onPicture(picture: Picture): Promise<void>;
  onSkipped(component: string, variant: string): void;
  onFailed(failed: Static<typeof FailedExample>): void;
  /** What the document still waited for when it was captured all the same, by name. */
  givenUp: Set<string>;
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
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(tooLate());
  }, ms);
  try {
    return await step(AbortSignal.any([job.signal, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}
