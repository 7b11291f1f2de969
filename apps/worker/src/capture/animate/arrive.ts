import type { CaptureJob } from '../job.ts';
import { look, type Shown } from '../look.ts';
import { frameMs, pause } from '../pause.ts';
import { takeInMs } from '../settle.ts';

/** Gives the page next to no time, again and again, until a look at it finds nothing outstanding. */
async function waitWhile(job: CaptureJob, outstanding: () => Promise<string[]>): Promise<void> {
  const { page, limits, log, signal } = job;
  const deadline = performance.now() + limits.settleMs;
  for (let names = await outstanding(); names.length > 0; names = await outstanding()) {
    if (performance.now() > deadline) {
      const first = names.slice(0, 5).join(', ').slice(0, 500);
      log.add('warn', `Still waiting after ${limits.settleMs} ms, captured as it was: ${first}`);
      return;
    }
    await pause(frameMs / 4, signal);
    await page.pass(takeInMs, signal);
  }
}

/**
 * Waits until the page is ready to be animated: no font, image or request is outstanding, and whatever
 * moves is held.
 * @param givenMs Time of its own that it gets before.
 */
export async function comeToRest(job: CaptureJob, shown: Shown, givenMs: number): Promise<void> {
  await job.page.pass(Math.max(givenMs, takeInMs), job.signal);
  await waitWhile(job, async () => {
    const { moved, outstanding } = await look(job, shown);
    return moved ? ['animations', ...outstanding] : outstanding;
  });
}

/** Waits for what a moment of an animation shows for the first time, while time all but stands still. */
export async function arrive(job: CaptureJob): Promise<void> {
  const { page, signal } = job;
  await waitWhile(job, async () => {
    const names = (await page.evaluateInFrames(
      'twinlens.unready(twinlens.openRoots())',
      'isolated',
      signal,
    )) as string[][];
    return [...names.flat(), ...page.loading().map((url) => `request ${url.slice(0, 200)}`)];
  });
}
