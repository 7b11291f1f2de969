import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Serious and critical accessibility violations of the page as it stands, one line each with the
 * element it was found in.
 *
 * @param contrast of text with what is behind it: 4.5 as everybody needs it, 7 as some do
 */
export async function findViolations(page: Page, contrast: 4.5 | 7 = 4.5): Promise<string[]> {
  // A page hears of other colours or more contrast with the next frame, and may change itself then.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  await page.evaluate(axe.source);
  const rules = { 'color-contrast-enhanced': { enabled: contrast === 7 } };
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options),
    { resultTypes: ['violations' as const], rules },
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
    );
}
