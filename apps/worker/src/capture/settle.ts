import type { CaptureJob } from './job.ts';
import { type Extent, type Look, look } from './look.ts';
import { frameMs, pause } from './pause.ts';

/**
 * Time every page has for what it does after it says it is done, in milliseconds of its own: timers
 * that put the last things in place. Costs what the page does in it, and nothing where it does nothing.
 */
const restMs = 300;

/** Time a page gets to take in what has arrived, in milliseconds of its own: next to none. */
const takeInMs = 0.01;

const isQuiet = ({ moved, outstanding }: Look) => !moved && outstanding.length === 0;

const sameBox = (a: Look, b: Look) => JSON.stringify(a.box) === JSON.stringify(b.box);

/**
 * Shows a page at rest: nothing moves, and no font, image or request is outstanding. What is shown
 * counts only if the page was at rest before and is after, with the same extent: then nothing has
 * happened between. Each condition has a name; one that does not come true in time is logged under
 * it, and what is shown then counts all the same.
 * @param styles Style sheets the document is to have before its own.
 * @param show What to do with it, such as taking its picture; called again where it did not count.
 */
export async function settle<T>(
  job: CaptureJob,
  extent: Extent,
  styles: readonly string[],
  show: (look: Look) => Promise<T>,
): Promise<T> {
  const { page, limits, log, signal } = job;
  const deadline = performance.now() + limits.settleMs;
  await page.pass(restMs, signal);
  let before = await look(job, extent, styles);
  for (;;) {
    const late = performance.now() > deadline;
    if (late) {
      const names = before.outstanding.length > 0 ? before.outstanding.join(', ') : 'animations';
      log.add('warn', `Still waiting after ${limits.settleMs} ms, captured as it was: ${names}`);
    }
    if (late || isQuiet(before)) {
      const shown = await show(before);
      if (late) return shown;
      const after = await look(job, extent, styles);
      if (isQuiet(after) && sameBox(before, after)) return shown;
      before = after;
    }
    if (before.outstanding.length > 0) await pause(frameMs / 4, signal);
    await page.pass(takeInMs, signal);
    before = await look(job, extent, styles);
  }
}
