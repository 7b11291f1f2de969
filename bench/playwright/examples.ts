/**
 * Shows the examples of a package on a page of Playwright's, one after the other, the way somebody
 * would write it who knows it well: one look per example that also waits for fonts and images.
 */
import type { Page } from 'playwright-core';
import type { Chunk } from './messages.ts';

export interface Shown {
  component: string;
  variant: string;
  /** What is to be in the picture. */
  clip: { x: number; y: number; width: number; height: number };
}

export const viewport = { width: 1024, height: 768 };

const measure = `(() => {
  const boxes = [...document.getElementById('happo-root').children].map((child) => child.getBoundingClientRect());
  const x = Math.max(0, Math.floor(Math.min(...boxes.map(({ left }) => left)) + scrollX));
  const y = Math.max(0, Math.floor(Math.min(...boxes.map(({ top }) => top)) + scrollY));
  const right = Math.ceil(Math.max(...boxes.map(({ right }) => right)) + scrollX);
  const bottom = Math.ceil(Math.max(...boxes.map(({ bottom }) => bottom)) + scrollY);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
})()`;

export const showNext = `(async () => {
  const example = await window.happo.nextExample();
  if (!example) return null;
  const images = [...document.images];
  for (const image of images) image.loading = 'eager';
  // Fonts are asked for once there is a layout.
  document.body.getBoundingClientRect();
  await Promise.all([
    document.fonts.ready,
    ...images.map((image) => image.complete || new Promise((resolve) => { image.onload = image.onerror = resolve; })),
  ]);
  const { component, variant, waitForContent } = example;
  return { component, variant, waitForContent, clip: ${measure} };
})()`;

const maxTries = 3;

export async function screenshot(
  page: Page,
  clip: Shown['clip'],
  animations: 'allow' | 'disabled',
): Promise<Buffer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await page.screenshot({
        clip,
        fullPage: clip.y + clip.height > viewport.height,
        animations,
        // Nothing is in focus, and hiding the caret costs a look of its own.
        caret: 'initial',
      });
    } catch (error) {
      // Where other pages of the browser are at work, Chromium now and then has no picture of one.
      if (tries === maxTries || !String(error).includes('Unable to capture screenshot'))
        throw error;
    }
  }
}

/** Loads a package; each example stays on the page until the next one is asked for. */
export async function* showExamples(
  page: Page,
  url: string,
  chunk: Chunk,
): AsyncGenerator<Shown, void> {
  await page.goto(url);
  const options = JSON.stringify({ targetName: 'chrome', chunk });
  await page.evaluate(`window.happo.init(${options})`);
  for (;;) {
    const shown = await page.evaluate<(Shown & { waitForContent?: string }) | null>(showNext);
    if (!shown) return;
    const { component, variant, waitForContent } = shown;
    let { clip } = shown;
    if (waitForContent !== undefined) {
      await page.getByText(waitForContent).waitFor();
      clip = await page.evaluate<Shown['clip']>(measure);
    }
    yield { component, variant, clip };
  }
}
