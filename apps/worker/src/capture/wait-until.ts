import { type Page, PageScriptError, type World } from '@twinlens/browser';
import { frameMs, pause } from './pause.ts';

/** Looks without a pause between them: what takes the page no longer is answered at once. */
const hastyLooks = 16;

/**
 * Looks at the page once a frame of its time until an expression is true there. A look that fails
 * counts as not yet: documents replace each other while they load.
 * @param signal Carries the deadline.
 */
export async function waitUntil(
  page: Page,
  expression: string,
  world: World,
  signal: AbortSignal,
): Promise<void> {
  await waitFor(page, signal, async () => {
    const answer = await page.evaluate(expression, world, signal).catch((error: unknown) => {
      if (!(error instanceof PageScriptError)) throw error;
    });
    return answer === true;
  });
}

/**
 * The same with a look of the caller's own.
 * @param deadline When to stop looking (performance.now); the page is none the worse for it.
 * @returns Whether what was looked for is there.
 */
export async function waitFor(
  page: Page,
  signal: AbortSignal,
  look: () => Promise<boolean>,
  deadline = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  for (let looks = 1; !(await look()); looks += 1) {
    if (performance.now() > deadline) return false;
    await page.frame(signal);
    await page.pass(frameMs, signal);
    // What has not come by then may be on its way in real time, of which much passes in few looks.
    if (looks > hastyLooks) await pause(frameMs, signal);
  }
  return true;
}
