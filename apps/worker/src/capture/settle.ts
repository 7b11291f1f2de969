import type { CaptureJob } from './job.ts';
import { type Look, look, type Shown } from './look.ts';
import { frameMs, pause } from './pause.ts';

/**
 * Time every page has for what it does after it says it is done, in milliseconds of its own: timers
 * that put the last things in place. Costs what the page does in it, and nothing where it does nothing.
 */
export const restMs = 300;

/** Time a page gets to take in what has arrived, in milliseconds of its own: next to none. */
export const takeInMs = 0.01;

const isQuiet = ({ moved, outstanding }: Look) => !moved && outstanding.length === 0;

const sameBox = (a: Look, b: Look) => JSON.stringify(a.box) === JSON.stringify(b.box);

/**
 * Shows a page at rest: nothing moves, and no font, image or request is outstanding. What is shown
 * counts only if the page was at rest before and is after, with the same extent: then nothing has
 * happened between. Each condition has a name; one that does not come true in time is logged under
 * it, and what is shown then counts all the same.
 * @param rested Whether the page has had `restMs` since it was done.
 * @param show What to do with it, such as taking its picture; called again where it did not count.
 */
export async function settle<T>(
  job: CaptureJob,
  shown: Shown,
  rested: boolean,
  show: (look: Look) => Promise<T>,
): Promise<T> {
  const { page, limits, log, signal } = job;
  const deadline = performance.now() + limits.settleMs;
  const lookAgain = async (ms: number) => {
    await page.pass(ms, signal);
    return look(job, shown);
  };
  let before = rested ? await look(job, shown) : await lookAgain(restMs);
  // Scripts that wait for frames have had none since.
  if (rested && !before.still) before = await lookAgain(restMs);
  for (;;) {
    const late = performance.now() > deadline;
    if (late) {
      const names = before.outstanding.length > 0 ? before.outstanding.join(', ') : 'animations';
      log.add('warn', `Still waiting after ${limits.settleMs} ms, captured as it was: ${names}`);
    }
    if (late || isQuiet(before)) {
      const result = await show(before);
      if (late || before.still) return result;
      const after = await look(job, shown);
      if (isQuiet(after) && sameBox(before, after)) return result;
      before = after;
    }
    if (before.outstanding.length > 0) await pause(frameMs / 4, signal);
    before = await lookAgain(takeInMs);
  }
}
