import { ExampleError, seconds } from './example-error.ts';
import type { CaptureJob } from './job.ts';
import { type Extent, type Look, look } from './look.ts';
import { frameMs, pause } from './pause.ts';

/**
 * Time every page has for what it does after it says it is done, in milliseconds of its own: timers
 * that put the last things in place. Costs what the page does in it, and nothing where it does nothing.
 */
export const restMs = 300;

/** Time a page gets to take in what has arrived, in milliseconds of its own: next to none. */
const takeInMs = 0.01;

const isQuiet = ({ moved, outstanding }: Look) => !moved && outstanding.length === 0;

const sameBox = (a: Look, b: Look) => JSON.stringify(a.box) === JSON.stringify(b.box);

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

/** What is to be shown, and how. */
export interface Shown {
  extent: Extent;
  /** Style sheets the document is to have before its own. */
  styles: readonly string[];
  /** Whether the page has had `restMs` since it was done. */
  rested: boolean;
}

/**
 * Shows a page at rest: nothing moves, and no font, image or request is outstanding. What is shown
 * counts only if the page was at rest before and is after, with the same extent: then nothing has
 * happened between. Each condition has a name; one that does not come true in time is logged under
 * it, and what is shown then counts all the same, for the rest of the document.
 * @param show What to do with it, such as taking its picture; called again where it did not count.
 * @throws ExampleError where it grows without end: it would look different each time.
 */
export async function settle<T>(
  job: CaptureJob,
  { extent, styles, rested }: Shown,
  show: (look: Look) => Promise<T>,
): Promise<T> {
  const { page, limits, signal } = job;
  const deadline = performance.now() + limits.settleMs;
  const growth = new Growth();
  const lookNow = async () => {
    const seen = await look(job, extent, styles);
    growth.note(seen);
    return seen;
  };
  const lookAgain = async (ms: number) => {
    await page.pass(ms, signal);
    return lookNow();
  };
  let before = rested ? await lookNow() : await lookAgain(restMs);
  // Scripts that wait for frames have had none since.
  if (rested && !before.still) before = await lookAgain(restMs);
  for (;;) {
    const late = performance.now() > deadline;
    if (late && growth.isEndless) {
      throw new ExampleError(`never came to rest: it kept growing for ${seconds(limits.settleMs)}`);
    }
    if (late) giveUp(job, before);
    if (late || isQuiet(before)) {
      const shown = await show(before);
      if (late || before.still) return shown;
      const after = await lookNow();
      if (isQuiet(after) && sameBox(before, after)) return shown;
      before = after;
    }
    if (before.outstanding.length > 0) await pause(frameMs / 4, signal);
    before = await lookAgain(takeInMs);
  }
}

/** Notes what the document is not waited for any more, now and for the examples after this one. */
function giveUp({ log, limits, givenUp }: CaptureJob, { outstanding }: Look): void {
  const what =
    outstanding.length > 0
      ? `${outstanding.join(', ')} (not waited for again in this document)`
      : 'animations';
  log.add('warn', `Still waiting after ${limits.settleMs} ms, captured as it was: ${what}`);
  for (const name of outstanding) givenUp.add(name);
}
