import { type AnimateConfig, blocksOf } from '@twinlens/contract';
import type { Static } from 'typebox';
import { examine } from '../accessibility/examine.ts';
import { settingsOf } from './animate/story.ts';
import { takeAnimation } from './animate/take-animation.ts';
import { ExampleError } from './example-error.ts';
import { type CaptureJob, limited, type Picture } from './job.ts';
import type { Extent } from './look.ts';
import { applyPseudoClasses, releasePseudoClasses } from './pseudo-classes.ts';
import { areasOf, rectangleOf } from './rectangle.ts';
import { settle } from './settle.ts';
import { waitForContent } from './wait-for-content.ts';

export interface Example {
  component: string;
  variant: string;
  waitForContent?: string;
  waitForSelector?: string;
  /** How it is animated, in place of what its target says of it. */
  animate?: Static<typeof AnimateConfig>;
  /** Ids of the conditional blocks of `globalCSS` that apply to it. */
  stylesheets?: string[];
  /** Rules of its own. */
  css?: string;
}

/** What the document misses of the style sheets of the payload; recorded ones have them all. */
function stylesOf({ payload }: CaptureJob, { stylesheets, css }: Example): string[] {
  if (payload.snapPayloads) return [];
  return [...blocksOf(payload.globalCSS, stylesheets), ...(css ? [css] : [])];
}

/**
 * Takes the picture of what the page shows now, and finds out how accessible it is where that is asked
 * for.
 * @param rendering How long the page took to show it, in real milliseconds, and whether it has had its
 *   rest since (`settle`).
 */
export async function takePicture(
  job: CaptureJob,
  example: Example,
  extent: Extent,
  { renderMs, rested }: { renderMs: number; rested: boolean },
): Promise<Picture> {
  const began = performance.now();
  await waitForContent(job, example);
  const { limits } = job;
  const { component, variant } = example;
  const settings = settingsOf(job, example.animate);
  const { png, rectangle, ignored, screenshotMs } = await limited(
    job,
    // Looks at the page are bounded by settleMs; one single look is not, on a page that hangs.
    limits.settleMs + limits.answerMs + (settings ? limits.animationMs : 0),
    () => new ExampleError('stopped responding while its picture was taken'),
    async (signal) => {
      const inTime = { ...job, signal };
      await applyPseudoClasses(inTime);
      const looking = { extent, styles: stylesOf(job, example) };
      const takeStill = (hasRested: boolean) =>
        settle(inTime, looking, hasRested, async ({ box, hidden }) => {
          const started = performance.now();
          const part = rectangleOf(box, job.payload, limits);
          const picture = await job.page.capture(part, signal);
          return {
            png: picture,
            rectangle: part,
            ignored: areasOf(hidden, part, job.payload),
            screenshotMs: performance.now() - started,
          };
        });
      if (!settings) return takeStill(rested);
      const name = `${component}, ${variant}`;
      return takeAnimation(inTime, { name, settings, looking, takeStill: () => takeStill(true) });
    },
  );
  const accessibility = job.accessibility ? await examine(job, rectangle) : undefined;
  await releasePseudoClasses(job);
  return {
    component,
    variant,
    png,
    ignored,
    ...(accessibility && { accessibility }),
    renderMs: Math.round(renderMs),
    waitMs: Math.round(performance.now() - began - screenshotMs),
    screenshotMs: Math.round(screenshotMs),
  };
}
