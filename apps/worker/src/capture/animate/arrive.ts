import type { CaptureJob } from '../job.ts';
import { chooseImages, type Looking, look } from '../look.ts';
import { pause } from '../pause.ts';
import { lookMs, takeInMs } from '../settle.ts';

/** Looks that find something new moving again, although it was held; then it never ends. */
const maxRestless = 10;

/** Gives the page next to no time, again and again, until a look at it finds nothing outstanding. */
async function waitWhile(job: CaptureJob, outstanding: () => Promise<string[]>): Promise<void> {
  const { page, limits, signal } = job;
  const deadline = performance.now() + limits.settleMs;
  for (let names = await outstanding(); names.length > 0; names = await outstanding()) {
    if (performance.now() > deadline) {
      for (const name of names) job.givenUp.add(name);
      const first = names.slice(0, 5).join(', ').slice(0, 500);
      job.onDoubt(`Still waiting after ${limits.settleMs} ms, captured as it was: ${first}`);
      return;
    }
    await pause(lookMs, signal);
    await page.pass(takeInMs, signal);
  }
}

/**
 * Waits until the page is ready to be animated: no font, image or request is outstanding, and whatever
 * moves is held.
 * @param restMs Time of its own that it gets before.
 */
export async function comeToRest(job: CaptureJob, looking: Looking, restMs: number): Promise<void> {
  const { page, signal } = job;
  if (restMs > 0) {
    await page.pass(restMs, signal);
    await page.frame(signal);
  }
  let restless = 0;
  let chosen = false;
  await waitWhile(job, async () => {
    const { moved, outstanding, responsive } = await look(job, looking);
    if (responsive && !chosen) {
      chosen = true;
      await chooseImages(job);
      return ['images', ...outstanding];
    }
    if (!moved || restless >= maxRestless) return outstanding;
    restless += 1;
    return ['animations', ...outstanding];
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
    const requests = page.loading().map((url) => `request ${url.slice(0, 200)}`);
    return [...names.flat(), ...requests].filter((name) => !job.givenUp.has(name));
  });
}
