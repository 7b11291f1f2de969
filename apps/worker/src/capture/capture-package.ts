import { AnimateConfig, check, TwinlensError } from '@twinlens/contract';
import { begin, plain } from './animate/page-script.ts';
import { hasClock, leaveMotion, renderExample } from './animate/story.ts';
import { restart } from './determinism.ts';
import { blocksOf } from './dom-snapshot-document.ts';
import { type CaptureJob, limited, UnexpectedExampleError } from './job.ts';
import { frameMs } from './pause.ts';
import { restMs } from './settle.ts';
import { type Example, takePicture } from './take-picture.ts';
import { waitUntil } from './wait-until.ts';

const isThere = `document.readyState !== 'loading' && typeof window.happo?.nextExample === 'function'`;

/** The oldest plugins have `happoProcessor` or `initChunk` where later ones have `init`. */
function initOf(options: unknown, chunk: unknown): string {
  return `(async () => {
    const options = ${JSON.stringify(options)};
    if (typeof window.happo.init === 'function') await window.happo.init(options);
    else if (typeof window.happoProcessor?.init === 'function') await window.happoProcessor.init(options);
    else if (typeof window.happo.initChunk === 'function') await window.happo.initChunk(${JSON.stringify(chunk ?? null)});
  })()`;
}

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

interface Item extends Partial<Example> {
  skipped: boolean;
  /** Time of the page's own. */
  tookMs: number;
  error?: string;
}

async function open(job: CaptureJob, origin: string): Promise<void> {
  const { page, limits, payload, targetName } = job;
  const missing = () => 'Timed out while waiting for window.happo';
  await limited(job, limits.loadMs, missing, async (signal) => {
    await page.navigate(`${origin}/iframe.html`, signal);
    await waitUntil(page, isThere, 'page', signal);
    // Before the first example, which may measure itself.
    const styles = JSON.stringify(blocksOf(payload.globalCSS, []));
    await page.evaluate(`twinlens.insertStyles(${styles})`, 'isolated', signal);
  });
  const options = { targetName, ...(payload.chunk && { chunk: payload.chunk }) };
  const tooLate = () => `Timed out after ${limits.initMs} ms while waiting for window.happo.init`;
  await limited(job, limits.initMs, tooLate, (signal) =>
    page.run(initOf(options, payload.chunk), 'page', signal),
  );
}

function checkAnimate(animate: unknown, name: string): NonNullable<Example['animate']> {
  const checked = check(AnimateConfig, animate);
  if (checked.ok) return checked.value;
  throw new TwinlensError('invalid_request', `"${name}": animate: ${checked.problem}`);
}

function checkItem(item: Item, lastGood: string | undefined): Example {
  if (item.error !== undefined) throw new TwinlensError('invalid_request', item.error);
  const { component, variant } = item;
  if (component && variant) {
    const { waitForContent, stylesheets, css, animate } = item;
    return {
      component,
      variant,
      ...(waitForContent && { waitForContent }),
      ...(stylesheets && { stylesheets }),
      ...(css && { css }),
      ...(animate !== undefined &&
        animate !== null && { animate: checkAnimate(animate, `${component}, ${variant}`) }),
    };
  }
  throw new TwinlensError(
    'invalid_request',
    `window.happo.nextExample() returned an example without a component or variant, after ${lastGood ?? 'none'}`,
  );
}

/** @throws UnexpectedExampleError unless the example, or the end, is what was expected in its place */
function checkExpected(job: CaptureJob, place: number, item: Item | null): void {
  const expected = job.expected[place];
  if (!expected) return;
  const asExpected =
    item?.component === expected.component &&
    item.variant === expected.variant &&
    item.skipped === expected.skipped;
  if (!asExpected) throw new UnexpectedExampleError(`${expected.component}, ${expected.variant}`);
}

/**
 * Captures the examples of a static package, one after the other, as the page hands them out.
 * @param origin Where the package is served, without a trailing slash.
 * @throws TwinlensError worded for the person whose package it is.
 */
export async function capturePackage(job: CaptureJob, origin: string): Promise<void> {
  const { limits } = job;
  await open(job, origin);
  // At once, of its own: its rest as well, unless rendering takes longer. With the clock, not a moment
  // more than rendering needs: what is to be captured begins with it.
  const givenMs = hasClock(job) ? frameMs : restMs + 100;
  const seen = new Set<string>();
  let lastGood: string | undefined;
  // While one picture is looked after, the page renders the next example.
  let handedOn = Promise.resolve();
  for (let place = 0; ; place++) {
    const began = performance.now();
    const tooLate = () =>
      `An example did not finish rendering within ${limits.exampleMs} ms (the one after: ${lastGood ?? 'none, it was the first'})`;
    const rendered = limited(job, limits.exampleMs, tooLate, (signal) =>
      renderExample({ ...job, signal }, nextExample, givenMs),
    );
    const [{ done, motion }] = await Promise.all([rendered, handedOn]);
    const item = done as Item | null;
    checkExpected(job, place, item);
    if (item === null) return;
    const example = checkItem(item, lastGood);
    const key = JSON.stringify([example.component, example.variant]);
    if (seen.has(key)) {
      throw new TwinlensError(
        'invalid_request',
        `Stuck in loop processing examples. Last processed before looping: ${lastGood}`,
      );
    }
    seen.add(key);
    lastGood = `${example.component}, ${example.variant}`;
    if (job.expected[place]?.rendered === false) {
      job.onKnown(place);
    } else if (item.skipped) {
      job.onSkipped(example.component, example.variant);
    } else {
      const renderMs = performance.now() - began;
      const rested = item.tookMs <= givenMs - restMs;
      const picture = await takePicture(job, example, 'content', { renderMs, rested });
      handedOn = job.onPicture(picture);
      // Thrown where it is waited for.
      handedOn.catch(() => undefined);
    }
    if (motion) await leaveMotion(job);
  }
}
