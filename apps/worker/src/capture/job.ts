import type { Page } from '@twinlens/browser';
import { type Payload, TwinlensError } from '@twinlens/contract';
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
  /** Whether pictures may be animated: not those of every type of browser may. */
  animates: boolean;
  /** The picture of a text, in the place of one that is not what was expected. */
  pictureOfText(text: string): Promise<Buffer>;
  /** May delay the capture when pictures come faster than they can be taken away. */
  onPicture(picture: Picture): Promise<void>;
  onSkipped(component: string, variant: string): void;
}

/**
 * Does one step of a job with a deadline of its own.
 * @param ms Longest duration.
 * @param tooLate Words what the person is told when it passes.
 */
export async function limited<T>(
  job: CaptureJob,
  ms: number,
  tooLate: () => string,
  step: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(new TwinlensError('invalid_request', tooLate()));
  }, ms);
  try {
    return await step(AbortSignal.any([job.signal, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}
