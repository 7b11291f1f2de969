import { type Page, PageScriptError, type World } from '@twinlens/browser';
import { frameMs, pause } from './pause.ts';

/**
 * Looks at the page once a frame until an expression is true there. A look that fails counts as not
 * yet: documents replace each other while they load.
 * @param signal Carries the deadline.
 */
export async function waitUntil(
  page: Page,
  expression: string,
  world: World,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const answer = await page.evaluate(expression, world, signal).catch((error: unknown) => {
      if (!(error instanceof PageScriptError)) throw error;
    });
    if (answer === true) return;
    await page.frame(signal);
    await pause(frameMs, signal);
  }
}
