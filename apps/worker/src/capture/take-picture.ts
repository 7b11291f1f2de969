import { examine } from '../accessibility/examine.ts';
import { blocksOf } from './dom-snapshot-document.ts';
import { type CaptureJob, limited } from './job.ts';
import { applyPseudoClasses, releasePseudoClasses } from './pseudo-classes.ts';
import { rectangleOf } from './rectangle.ts';
import { type Extent, settle } from './settle.ts';
import { waitForContent } from './wait-for-content.ts';

export interface Example {
  component: string;
  variant: string;
  waitForContent?: string;
  waitForSelector?: string;
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
 * Takes the picture of what the page shows now, finds out how accessible it is where that is asked
 * for, and hands both on.
 * @param renderMs How long the page took to show it.
 */
export async function takePicture(
  job: CaptureJob,
  example: Example,
  extent: Extent,
  renderMs: number,
): Promise<void> {
  const began = performance.now();
  await waitForContent(job, example);
  const { component, variant } = example;
  const name = `${component}, ${variant}`;
  const box = await limited(
    job,
    // Looks at the page are bounded by settleMs; one single look is not, on a page that hangs.
    job.limits.settleMs + job.limits.screenshotMs,
    () => `The page stopped responding while "${name}" was to be captured`,
    async (signal) => {
      await applyPseudoClasses({ ...job, signal });
      return settle({ ...job, signal }, extent, stylesOf(job, example));
    },
  );
  const rested = performance.now();
  const rectangle = rectangleOf(box, job.payload, job.limits);
  const png = await limited(
    job,
    job.limits.screenshotMs,
    () => `Taking the picture of "${name}" took longer than ${job.limits.screenshotMs} ms`,
    (signal) => job.page.capture(rectangle, signal),
  );
  const accessibility = job.accessibility ? await examine(job, name, rectangle) : undefined;
  await releasePseudoClasses(job);
  await job.onPicture({
    component,
    variant,
    png,
    ...(accessibility && { accessibility }),
    renderMs: Math.round(renderMs),
    waitMs: Math.round(rested - began),
    screenshotMs: Math.round(performance.now() - rested),
  });
}
