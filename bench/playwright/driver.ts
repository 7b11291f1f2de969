/**
 * A process of its own that takes pictures with Playwright: one page that shows one example after the
 * other, `page.screenshot` of the box of the content. One browser, as in a worker of its test runner.
 */
import { decodePng, pixelHash } from '@twinlens/image-diff';
import type { Browser, Page } from 'playwright-core';
import { screenshot, showExamples, viewport } from './examples.ts';
import { launchBrowser } from './launch.ts';
import type { CaptureOrder, Chunk, FromDriver, Picture } from './messages.ts';

async function captureOn(page: Page, order: CaptureOrder, chunk: Chunk): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for await (const { component, variant, clip } of showExamples(page, order.url, chunk)) {
    const png = await screenshot(page, clip, order.animations);
    const hash = order.hashed ? pixelHash(decodePng(png)) : '';
    pictures.push({ name: `${component}, ${variant}`, hash });
  }
  return pictures;
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

const browser = await launchBrowser();
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
