import { setTimeout as delay } from 'node:timers/promises';
import { type Page, PageScriptError, type World } from '@twinlens/browser';

/** Pause between two looks: one frame of a 60 Hz screen. */
const frameMs = 16;

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
    await delay(frameMs, undefined, { signal });
  }
}
