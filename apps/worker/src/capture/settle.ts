import type { CaptureJob } from './job.ts';
import { type Look, type Looking, look } from './look.ts';
import { pause } from './pause.ts';

/**
 * Time every page has for what it does after it says it is done, in milliseconds of its own: timers
 * that put the last things in place. Costs what the page does in it, and nothing where it does nothing.
 * Not a whole number, as timers have: whether one that ends with it has run would be left to chance.
 */
export const restMs = 299.5;

/**
 * Time a page gets to take in what has arrived, in milliseconds of its own. Next to none: how often it
 * is given depends on the network.
 */
export const takeInMs = 0.001;

/** Between two looks at a page that waits for something, in real milliseconds. */
export const lookMs = 4;

/** Looks that find something moving again, although what moved was stopped; then it never ends. */
const maxRestless = 10;

const isQuiet = ({ moved, outstanding }: Look) => !moved && outstanding.length === 0;

const sameBox = (a: Look, b: Look) =>
  JSON.stringify([a.box, a.hidden]) === JSON.stringify([b.box, b.hidden]);

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
  looking: Looking,
  rested: boolean,
  show: (look: Look) => Promise<T>,
): Promise<T> {
  const { page, limits, signal } = job;
  const deadline = performance.now() + limits.settleMs;
  const again = async (hold: boolean): Promise<Look> => {
    await page.pass(takeInMs, signal);
    return look(job, { ...looking, hold });
  };
  if (!rested) await page.pass(restMs, signal);
  let seen = await look(job, looking);
  if (!seen.still) {
    // Scripts that wait for frames have had none since the page was done.
    await page.frame(signal);
    seen = await again(false);
  }
  for (let restless = 0; ; ) {
    const late = performance.now() > deadline || restless > maxRestless;
    if (late) job.onDoubt(restlessness(seen, limits.settleMs));
    if (late || isQuiet(seen)) {
      const shown = await show(seen);
      if (late || seen.still) return shown;
      const after = await look(job, looking);
      if (isQuiet(after) && sameBox(seen, after)) return shown;
      seen = after;
    }
    if (seen.outstanding.length > 0) {
      await pause(lookMs, signal);
    } else {
      // What was stopped has events to tell of it.
      restless += 1;
      await page.frame(signal);
    }
    seen = await again(restless > maxRestless);
  }
}

function restlessness({ outstanding }: Look, ms: number): string {
  return outstanding.length > 0
    ? `Still waiting after ${ms} ms, captured as it was: ${outstanding.join(', ')}`
    : 'Captured as it was: animations start again whenever they are ended';
}
