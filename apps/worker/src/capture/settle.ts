import { ExampleError, seconds } from './example-error.ts';
import type { CaptureJob } from './job.ts';
import { chooseImages, type Look, type Looking, look } from './look.ts';
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

/** Times a page has to have grown, and never shrunk, to be one that grows without end. */
const minGrowths = 3;

const areaOf = ({ box }: Look) => (box ? (box.right - box.left) * (box.bottom - box.top) : 0);

/** Whether a page grows from look to look, without ever shrinking. */
class Growth {
  #area: number | undefined;
  #growths = 0;
  #grew = false;

  note(look: Look): void {
    const area = areaOf(look);
    const before = this.#area ?? area;
    this.#area = area;
    this.#grew = area > before;
    if (this.#grew) this.#growths += 1;
    else if (area < before) this.#growths = Number.NEGATIVE_INFINITY;
  }

  get isEndless(): boolean {
    return this.#grew && this.#growths >= minGrowths;
  }
}

/**
 * Shows a page at rest: nothing moves, and no font, image or request is outstanding. What is shown
 * counts only if the page was at rest before and is after, with the same extent: then nothing has
 * happened between. Each condition has a name; one that does not come true in time is logged under
 * it, and what is shown then counts all the same, for the rest of the document.
 * @param rested Whether the page has had `restMs` since it was done.
 * @param show What to do with it, such as taking its picture; called again where it did not count.
 * @throws ExampleError where it grows without end: it would look different each time.
 */
export async function settle<T>(
  job: CaptureJob,
  looking: Looking,
  rested: boolean,
  show: (look: Look) => Promise<T>,
): Promise<T> {
  const { page, limits, signal } = job;
  const deadline = performance.now() + limits.settleMs;
  const growth = new Growth();
  const lookNow = async (hold: boolean): Promise<Look> => {
    const found = await look(job, { ...looking, hold });
    growth.note(found);
    return found;
  };
  const again = async (hold: boolean): Promise<Look> => {
    await page.pass(takeInMs, signal);
    return lookNow(hold);
  };
  if (!rested) await page.pass(restMs, signal);
  let seen = await lookNow(false);
  if (seen.responsive) {
    await chooseImages(job);
    seen = await again(false);
  }
  if (!seen.still) {
    // Scripts that wait for frames have had none since the page was done.
    await page.frame(signal);
    seen = await again(false);
  }
  for (let restless = 0; ; ) {
    const expired = performance.now() > deadline;
    if (expired && growth.isEndless) {
      throw new ExampleError(`never came to rest: it kept growing for ${seconds(limits.settleMs)}`);
    }
    // What grows may come to its end by itself; in the middle it would be another picture each time.
    const late = expired || (restless > maxRestless && !growth.isEndless);
    if (late) giveUp(job, seen);
    if (late || isQuiet(seen)) {
      const shown = await show(seen);
      if (late || seen.still) return shown;
      const after = await lookNow(false);
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

/** Notes what the document is not waited for any more, now and for the examples after this one. */
function giveUp({ limits, givenUp, onDoubt }: CaptureJob, { outstanding }: Look): void {
  onDoubt(
    outstanding.length > 0
      ? `Still waiting after ${limits.settleMs} ms, captured as it was: ${outstanding.join(', ')} (not waited for again in this document)`
      : 'Captured as it was: animations start again whenever they are ended',
  );
  for (const name of outstanding) givenUp.add(name);
}
