import type { Box } from './in-page/measure.ts';
import type { CaptureJob } from './job.ts';
import { frameMs, pause } from './pause.ts';
import { styleOf } from './style.ts';

/** What is measured once the page is at rest. */
export type Extent = 'content' | 'page';

interface PageState {
  moved: boolean;
  unready: string[];
  box: Box | null;
}

function question(job: CaptureJob, extent: Extent, styles: readonly string[]): string {
  const mode = job.payload.freezeAnimations ?? 'first-frame';
  const measured =
    extent === 'content'
      ? 'twinlens.measureContent(roots)'
      : '(({ width, height }) => ({ left: 0, top: 0, right: width, bottom: height }))(twinlens.measurePage())';
  return `(() => {
    const roots = twinlens.openRoots();
    twinlens.applyStyle(${JSON.stringify(styleOf(job.payload))}, roots);
    const styled = twinlens.insertStyles(${JSON.stringify(styles)});
    const scrolled = [twinlens.scrollToStart(), twinlens.restoreScroll(roots)].includes(true);
    const moved = [twinlens.freeze(${JSON.stringify(mode)}, roots), scrolled, styled].includes(true);
    const unready = twinlens.unready(roots);
    return { moved, unready, box: ${measured} };
  })()`;
}

/**
 * Waits until the page is at rest: nothing moves, and no font, image or request is outstanding. Each
 * condition has a name; one that does not come true in time is logged under it, and the picture is
 * taken all the same. Costs one frame where all hold from the start.
 * @param styles Style sheets the document is to have before its own.
 * @returns The box of what is to be captured.
 */
export async function settle(
  job: CaptureJob,
  extent: Extent,
  styles: readonly string[],
): Promise<Box | null> {
  const { page, limits, signal } = job;
  const expression = question(job, extent, styles);
  const deadline = performance.now() + limits.settleMs;
  let waited = false;
  for (;;) {
    await page.frame(signal);
    const state = (await page.evaluate(expression, 'isolated', signal)) as PageState;
    const requests = page.loading().map((url) => `request ${url.slice(0, 200)}`);
    const outstanding = [...state.unready, ...requests];
    const ready = outstanding.length === 0 && !state.moved;
    // What has just arrived may set off more: after any wait, two quiet looks in a row are needed.
    if (ready && !waited) return state.box;
    waited = !ready;
    if (performance.now() > deadline) {
      const names = outstanding.length > 0 ? outstanding.join(', ') : 'animations';
      job.onDoubt(`Still waiting after ${limits.settleMs} ms, captured as it was: ${names}`);
      return state.box;
    }
    if (outstanding.length > 0) await pause(frameMs, signal);
  }
}
