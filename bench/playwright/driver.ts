/**
 * A process of its own that takes pictures with Playwright, the way somebody would write it who knows
 * it well: one page that shows one example after the other, one look per example that also waits for
 * fonts and images, `page.screenshot` of the box of the content. One browser, as in a worker of its
 * test runner; the browser is the one Twinlens uses, with Playwright's own flags.
 */
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from '@twinlens/browser';
import { decodePng, pixelHash } from '@twinlens/image-diff';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { CaptureOrder, Chunk, FromDriver, Picture } from './messages.ts';

interface Shown {
  component: string;
  variant: string;
  waitForContent?: string;
  /** What is to be in the picture. */
  clip: { x: number; y: number; width: number; height: number };
}

const viewport = { width: 1024, height: 768 };

const measure = `(() => {
  const boxes = [...document.getElementById('happo-root').children].map((child) => child.getBoundingClientRect());
  const x = Math.max(0, Math.floor(Math.min(...boxes.map(({ left }) => left)) + scrollX));
  const y = Math.max(0, Math.floor(Math.min(...boxes.map(({ top }) => top)) + scrollY));
  const right = Math.ceil(Math.max(...boxes.map(({ right }) => right)) + scrollX);
  const bottom = Math.ceil(Math.max(...boxes.map(({ bottom }) => bottom)) + scrollY);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
})()`;

const showNext = `(async () => {
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

async function screenshot(
  page: Page,
  clip: Shown['clip'],
  animations: CaptureOrder['animations'],
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

async function captureOn(page: Page, order: CaptureOrder, chunk: Chunk): Promise<Picture[]> {
  const pictures: Picture[] = [];
  await page.goto(order.url);
  const options = JSON.stringify({ targetName: 'chrome', chunk });
  await page.evaluate(`window.happo.init(${options})`);
  for (;;) {
    const shown = await page.evaluate<Shown | null>(showNext);
    if (!shown) return pictures;
    let { clip } = shown;
    if (shown.waitForContent !== undefined) {
      await page.getByText(shown.waitForContent).waitFor();
      clip = await page.evaluate<Shown['clip']>(measure);
    }
    const png = await screenshot(page, clip, order.animations);
    const hash = order.hashed ? pixelHash(decodePng(png)) : '';
    pictures.push({ name: `${shown.component}, ${shown.variant}`, hash });
  }
}

async function capture(browser: Browser, order: CaptureOrder): Promise<Picture[]> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  try {
    const pages = order.chunks.map(async (chunk) =>
      captureOn(await context.newPage(), order, chunk),
    );
    return (await Promise.all(pages)).flat();
  } finally {
    await context.close();
  }
}

function tell(message: FromDriver): void {
  // Whoever asked may have gone meanwhile.
  if (process.connected) process.send?.(message);
}

const { executable, libraries, fontConfig } = await unpackChromium(
  join(tmpdir(), `twinlens-${userInfo().username}`),
);
const browser = await chromium.launch({
  executablePath: executable,
  env: { HOME: tmpdir(), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontConfig },
});
process.on('message', (order: CaptureOrder) => {
  capture(browser, order).then(
    (pictures) => tell({ pictures }),
    (error: unknown) => tell({ failure: String(error) }),
  );
});
process.on('disconnect', () => {
  browser.close().finally(() => process.exit(0));
});
tell({ ready: true });
