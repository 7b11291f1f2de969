import { BrowserGoneError } from '@twinlens/browser';
import { AnimateConfig, blocksOf, check, TwinlensError } from '@twinlens/contract';
import { frameMs } from './animate/page-animator.ts';
import { begin, plain } from './animate/page-script.ts';
import { hasClock, leaveMotion, renderExample } from './animate/story.ts';
import { hasVirtualTime, restart } from './determinism.ts';
import { deedOf, ExampleError, nameOf, seconds } from './example-error.ts';
import { type ExampleName, initRest, type Rest } from './in-page/init-rest.ts';
import { type CaptureJob, type ExpectedExample, limited, UnexpectedExampleError } from './job.ts';
import { restMs } from './settle.ts';
import { type Failure, type Stage, wordsOf } from './stage.ts';
import { type Example, takePicture } from './take-picture.ts';
import { waitUntil } from './wait-until.ts';

const isThere = `document.readyState !== 'loading' && typeof window.happo?.nextExample === 'function'`;

/** The oldest plugins have `happoProcessor` or `initChunk` where later ones have `init`. */
const init = `async (options) => {
  const { happo, happoProcessor } = window;
  if (typeof happo.init === 'function') await happo.init(options);
  else if (typeof happoProcessor?.init === 'function') await happoProcessor.init(options);
  else if (typeof happo.initChunk === 'function') await happo.initChunk(options.chunk ?? null);
}`;

/** Picks the fields that matter: an item may hold functions and circles. */
const nextExample = `(async () => {
  ${restart}
  ${begin}
  const began = performance.now();
  const item = await window.happo.nextExample();
  if (item === undefined || item === null) return null;
  const text = (value) => (typeof value === 'string' ? value : undefined);
  return {
    component: text(item.component),
    variant: text(item.variant),
    waitForContent: text(item.waitForContent),
    stylesheets: Array.isArray(item.stylesheets) ? item.stylesheets.map(String) : undefined,
    css: text(item.css),
    animate: ${plain('item.animate')},
    skipped: item.skipped === true,
    error: item.isError === true ? String(item.message ?? 'unknown error') : undefined,
    tookMs: performance.now() - began,
  };
})()`;

/**
 * Time given to an example at once, of its own: its rest as well, unless rendering takes longer. Where
 * animations go by the clock, not a moment more than rendering needs: they begin with it.
 */
const givenMs = (job: CaptureJob): number => (hasClock(job) ? frameMs : restMs + 100);

interface Item extends Partial<Example> {
  skipped: boolean;
  /** Time of the page's own. */
  tookMs: number;
  error?: string;
}

/**
 * Opens the package.
 * @param start Code that makes it ready to hand out examples.
 * @returns The value of that code.
 */
async function open(job: CaptureJob, origin: string, start: string): Promise<unknown> {
  const { page, limits, payload } = job;
  const missing = () =>
    new TwinlensError('invalid_request', 'Timed out while waiting for window.happo');
  await limited(job, limits.loadMs, missing, async (signal) => {
    await page.navigate(`${origin}/iframe.html`, signal);
    await waitUntil(page, isThere, 'page', signal);
    // Before the first example, which may measure itself.
    const styles = JSON.stringify(blocksOf(payload.globalCSS, []));
    await page.evaluate(`twinlens.insertStyles(${styles})`, 'isolated', signal);
  });
  const tooLate = () =>
    new TwinlensError(
      'invalid_request',
      `Timed out after ${limits.initMs} ms while waiting for window.happo.init`,
    );
  const answer = await limited(job, limits.initMs, tooLate, async (signal) => {
    const value = await page.run(start, 'page', signal);
    // Pages may count their frames, and the first example is to get as many as any other.
    await page.draw(signal);
    return value;
  });
  page.stay();
  return answer;
}

function openAll(job: CaptureJob, origin: string): Promise<unknown> {
  const { targetName, payload } = job;
  const options = { targetName, ...(payload.chunk && { chunk: payload.chunk }) };
  return open(job, origin, `(${init})(${JSON.stringify(options)})`);
}

/**
 * Opens the package for what is left of it after a failure.
 * @param failed @see initRest
 * @returns undefined where that cannot be had.
 */
async function openRest(
  job: CaptureJob,
  origin: string,
  handedOut: ExampleName[],
  failed: ExampleName | 'again' | null,
): Promise<Rest | undefined> {
  const { targetName, payload } = job;
  const values = [targetName, payload.chunk ?? { index: 0, total: 1 }, handedOut, failed];
  const start = `(chunk) => (${init})({ ...${JSON.stringify({ targetName })}, chunk })`;
  const list = values.map((value) => JSON.stringify(value)).join(', ');
  try {
    const rest = await open(job, origin, `(${initRest.toString()})(${start}, ${list})`);
    return rest as Rest | undefined;
  } catch (error) {
    if (deedOf(error) === undefined && !(error instanceof TwinlensError)) throw error;
    return undefined;
  }
}

function checkAnimate(animate: unknown): NonNullable<Example['animate']> {
  const checked = check(AnimateConfig, animate);
  if (checked.ok) return checked.value;
  throw new ExampleError(`cannot be animated: ${checked.problem}`, { harmless: true });
}

function checkItem(item: Item, lastGood: string | undefined): Example {
  if (item.error !== undefined) throw new ExampleError(`failed: ${item.error}`);
  const { component, variant } = item;
  if (component && variant) {
    const { waitForContent, stylesheets, css } = item;
    return {
      component,
      variant,
      ...(waitForContent && { waitForContent }),
      ...(stylesheets && { stylesheets }),
      ...(css && { css }),
    };
  }
  throw new TwinlensError(
    'invalid_request',
    `window.happo.nextExample() returned an example without a component or variant, after ${lastGood ?? 'none'}`,
  );
}

/** @throws UnexpectedExampleError unless the example, or the end, is what was expected in its place */
function checkExpected(expected: ExpectedExample | undefined, item: Item | null): void {
  if (!expected) return;
  const asExpected =
    item?.component === expected.component &&
    item.variant === expected.variant &&
    item.skipped === expected.skipped;
  if (!asExpected) throw new UnexpectedExampleError(`${expected.component}, ${expected.variant}`);
}

/** What ended a page before it had handed out everything. */
interface EndedBy {
  failure: Failure;
  /** Undefined where the page did not get as far as to name it. */
  example: ExampleName | undefined;
}

const keyOf = ({ component, variant }: ExampleName): string => JSON.stringify([component, variant]);

/** The examples of one package, as one page after the other hands them out. */
class PackageCapture {
  readonly #stage: Stage;
  readonly #origin: string;
  /** By all pages together, but for those that get another try. */
  readonly #handedOut = new Map<string, ExampleName>();
  #last: string | undefined;
  /** How many had been handed out before the last that got another try. */
  #triedAgainAt: number | undefined;
  /** Whether examples were walked past, as they are known. */
  #walked = false;
  /** Whether the page is in an environment for the motion of one story. */
  #motion = false;
  /** While one picture is looked after, the page renders the next example. */
  #handedOn = Promise.resolve();

  constructor(stage: Stage, origin: string) {
    this.#stage = stage;
    this.#origin = origin;
  }

  async run(): Promise<void> {
    const first = await this.#stage.job();
    await openAll(first, this.#origin);
    let ended = await this.#handOut(first, first.expected);
    while (ended) {
      const job = await this.#getPast(ended);
      // Only a page that shows everything shows it in its place.
      ended = job && (await this.#handOut(job, []));
    }
    await this.#handedOn;
  }

  /**
   * Captures what the page hands out, to the end or to the first example that ends the page.
   * @param expected @see CaptureJob
   * @throws UnexpectedExampleError where an example fails and others were walked past: it may fail for
   *   that.
   */
  async #handOut(job: CaptureJob, expected: CaptureJob['expected']): Promise<EndedBy | undefined> {
    const seen = new Set<string>();
    for (let place = 0; ; place += 1) {
      const began = performance.now();
      let example: Example | undefined;
      if (job.onlyExpected && place >= expected.length) return undefined;
      try {
        const item = await this.#next(job);
        checkExpected(expected[place], item);
        if (item === null) return undefined;
        example = checkItem(item, this.#last);
        const animate = item?.animate ?? undefined;
        this.#refuseLoop(seen, example);
        // The steps of a story that is tried again.
        if (this.#handedOut.has(keyOf(example))) continue;
        this.#note(example);
        if (expected[place]?.rendered === false) {
          this.#walked = true;
          job.onKnown(place);
          continue;
        }
        if (item.skipped) {
          job.onSkipped(example.component, example.variant);
          continue;
        }
        const rendering = {
          renderMs: performance.now() - began,
          // Without a clock of ours nothing has passed but what rendering took.
          rested: hasVirtualTime(job) && item.tookMs <= givenMs(job) - restMs,
        };
        if (animate !== undefined) example = { ...example, animate: checkAnimate(animate) };
        const picture = await takePicture(job, example, 'content', rendering);
        this.#handedOn = job.onPicture(picture);
        // Thrown where it is waited for.
        this.#handedOn.catch(() => undefined);
      } catch (error) {
        const subject = example ? nameOf(example) : this.#unnamed();
        await this.#blameWalking(error, subject);
        const failure = await this.#stage.getOver(error, subject, began);
        if (!example || !failure.harmless) return { failure, example };
        this.#stage.fail(`${subject} ${failure.did}`, example);
        if (this.#stage.givesUp()) return undefined;
      }
    }
  }

  async #next(job: CaptureJob): Promise<Item | null> {
    const { limits } = job;
    const tooLate = () =>
      new ExampleError(`did not finish rendering within ${seconds(limits.exampleMs)}`);
    const rendered = limited(job, limits.exampleMs, tooLate, async (signal) => {
      const inTime = { ...job, signal };
      if (this.#motion) await leaveMotion(inTime);
      return renderExample(inTime, nextExample, givenMs(job));
    });
    const [{ done, motion }] = await Promise.all([rendered, this.#handedOn]);
    this.#motion = motion;
    return done as Item | null;
  }

  async #blameWalking(error: unknown, subject: string): Promise<void> {
    if (!this.#walked) return;
    await this.#stage.blameBrowser(error, `while ${subject} was captured`);
    const did = deedOf(error);
    if (did !== undefined) throw new UnexpectedExampleError(`${subject} ${did}`, { cause: error });
  }

  #refuseLoop(seen: Set<string>, example: Example): void {
    if (seen.has(keyOf(example))) {
      throw new TwinlensError(
        'invalid_request',
        `Stuck in loop processing examples. Last processed before looping: ${this.#last}`,
      );
    }
    seen.add(keyOf(example));
  }

  #note({ component, variant }: ExampleName): void {
    this.#handedOut.set(keyOf({ component, variant }), { component, variant });
    this.#last = `${component}, ${variant}`;
  }

  #unnamed(): string {
    return this.#last === undefined ? 'The first example' : `The example after "${this.#last}"`;
  }

  /**
   * Opens a page for what is left, with the example that failed if it may have been chance, or else
   * without it.
   * @returns undefined where there is nothing to be captured any more.
   */
  async #getPast({ failure, example }: EndedBy): Promise<CaptureJob | undefined> {
    const stage = this.#stage;
    const subject = example ? nameOf(example) : this.#unnamed();
    const before = this.#handedOut.size - (example ? 1 : 0);
    const again = failure.doubtful && this.#triedAgainAt !== before;
    if (again) this.#triedAgainAt = before;
    if (again && example) this.#handedOut.delete(keyOf(example));
    const job = await stage.job();
    this.#motion = false;
    const handedOut = [...this.#handedOut.values()];
    const rest = await openRest(job, this.#origin, handedOut, again ? 'again' : (example ?? null));
    if (again && rest) return job;
    // Then the whole capture is tried again.
    if (again) throw new BrowserGoneError(`${subject} ${failure.did}`);
    const culprit = example ?? rest?.culprit;
    stage.fail(`${culprit ? nameOf(culprit) : subject} ${wordsOf(failure)}`, culprit);
    if (culprit) this.#note(culprit);
    if (!rest) {
      stage.fail('The examples after it were not captured: this package cannot start among them.');
    }
    return rest && !rest.done && !stage.givesUp() ? job : undefined;
  }
}

/**
 * Captures the examples of a static package, one after the other, as the page hands them out.
 * @param origin Where the package is served, without a trailing slash.
 * @throws TwinlensError worded for the person whose package it is; BrowserGoneError where the capture
 *   is worth another try.
 */
export async function capturePackage(stage: Stage, origin: string): Promise<void> {
  await new PackageCapture(stage, origin).run();
}
