import type { AnimateConfig } from '@twinlens/contract';
import type { Static } from 'typebox';
import { planOf } from './animate/story.ts';
import { takeAnimation } from './animate/take-animation.ts';
import { blocksOf } from './dom-snapshot-document.ts';
import { type CaptureJob, limited } from './job.ts';
import type { Extent } from './look.ts';
import { applyPseudoClasses, releasePseudoClasses } from './pseudo-classes.ts';
import { rectangleOf } from './rectangle.ts';
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
 * Takes the picture of what the page shows now and hands it on.
 * @param rendering How long the page took to show it, in real milliseconds, and whether it has had its
 *   rest since (`settle`).
 */
export async function takePicture(
  job: CaptureJob,
  example: Example,
  extent: Extent,
  { renderMs, rested }: { renderMs: number; rested: boolean },
): Promise<void> {
  const began = performance.now();
  await waitForContent(job, example);
  const { limits } = job;
  const { component, variant } = example;
  const name = `${component}, ${variant}`;
  const plan = planOf(job, example.animate);
  const shown = { extent, styles: stylesOf(job, example) };
  let screenshotMs = 0;
  const png = await limited(
    job,
    // Looks at the page are bounded by settleMs; one single look is not, on a page that hangs.
    limits.settleMs + limits.screenshotMs + (plan ? limits.animationMs : 0),
    () => `The page stopped responding while "${name}" was to be captured`,
    async (signal) => {
      const inTime = { ...job, signal };
      await applyPseudoClasses(inTime);
      const takeStill = (hasRested: boolean) =>
        settle(inTime, shown, hasRested, async ({ box }) => {
          const started = performance.now();
          const picture = await job.page.capture(rectangleOf(box, job.payload, limits), signal);
          screenshotMs = performance.now() - started;
          return picture;
        });
      if (!plan) return takeStill(rested);
      return takeAnimation(inTime, { name, plan, shown, takeStill: () => takeStill(true) });
    },
  );
  await releasePseudoClasses(job);
  await job.onPicture({
    component,
    variant,
    png,
    renderMs: Math.round(renderMs),
    waitMs: Math.round(performance.now() - began - screenshotMs),
    screenshotMs: Math.round(screenshotMs),
  });
}
