import type { CaptureJob } from '../job.ts';
import type { Looking } from '../look.ts';
import { restMs } from '../settle.ts';
import { styleOf } from '../style.ts';
import { comeToRest } from './arrive.ts';
import type { Described } from './page-animator.ts';
import type { Scene } from './scene.ts';

async function applyStyle({ page, payload, signal }: CaptureJob, moving: boolean): Promise<void> {
  const css = JSON.stringify(styleOf(payload, moving));
  const expression = `twinlens.applyStyle(${css}, twinlens.openRoots())`;
  await page.evaluateInFrames(expression, 'isolated', signal);
}

/**
 * Takes everything that moves out of the page's hands and waits until the page is ready, showing the
 * first moment of all of it.
 * @returns What is to be captured of it.
 */
export async function hold(
  { job, settings, animator }: Scene,
  looking: Looking,
): Promise<Described[]> {
  const { page, payload, signal } = job;
  const captured: Described[] = [];
  const take = async (): Promise<boolean> => {
    const found = await animator.take(0);
    captured.push(...found.captured);
    return found.any;
  };
  await animator.seclude(true);
  if (settings.reducedMotion !== undefined)
    await page.reduceMotion?.(settings.reducedMotion, signal);
  const givenMs = settings.clock ? 0 : restMs;
  if (payload.snapPayloads) {
    // Transitions of recorded documents are our own doing until they stand.
    const none = async () => false;
    await comeToRest(
      job,
      { ...looking, takeover: { take: none, style: styleOf(payload, false) } },
      givenMs,
    );
    await applyStyle(job, true);
    await take();
  } else {
    // At once: what its end sets off would take it away.
    await take();
    await comeToRest(
      job,
      { ...looking, takeover: { take, style: styleOf(payload, true) } },
      givenMs,
    );
  }
  return captured;
}

/** Leaves the page as it would be without us. */
export async function handBack({ job, settings, animator }: Scene): Promise<void> {
  const { page, signal } = job;
  await animator.seclude(true);
  await animator.release();
  if (settings.reducedMotion !== undefined) await page.reduceMotion?.(undefined, signal);
  // A frame, with which the page would be told of all this.
  await page.frame(signal);
  await animator.seclude(false);
  await applyStyle(job, false);
}
