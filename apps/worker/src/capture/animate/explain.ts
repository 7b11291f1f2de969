import type { Browser, PageOptions } from '@twinlens/browser';
import { epoch } from '../determinism.ts';
import type { Taken } from '../job.ts';

const size = { width: 640, height: 480 };

/** Shows a text on a page that has nothing else. */
const show = (text: string): string => `(() => {
  const place = document.createElement('pre');
  place.textContent = ${JSON.stringify(text)};
  place.style.cssText = 'font: 14px/1.5 monospace; white-space: pre-wrap; overflow-wrap: anywhere';
  document.body.style.cssText = 'margin: 16px; background: #fff; color: #8a1f11';
  document.body.replaceChildren(place);
  return Math.ceil(place.getBoundingClientRect().bottom) + 16;
})()`;

/** The picture of a text, in the place of one that could not be taken. The same text, the same pixels. */
export async function pictureOfText(
  browser: Browser,
  { proxy, maxBytes, maxDiskBytes }: Pick<PageOptions, 'proxy' | 'maxBytes' | 'maxDiskBytes'>,
  text: string,
  signal: AbortSignal,
): Promise<Taken> {
  const page = await browser.newPage({
    viewport: size,
    appearance: {},
    virtualClock: { epoch },
    proxy,
    initScripts: [],
    endlessMs: 1000,
    maxBytes,
    maxDiskBytes,
    onEvent: () => undefined,
  });
  try {
    const began = performance.now();
    const height = Number(await page.evaluate(show(text), 'page', signal));
    const rectangle = { x: 0, y: 0, width: size.width, height: Math.min(height, 5000) };
    const png = await page.capture(rectangle, signal);
    return { png, rectangle, ignored: [], screenshotMs: performance.now() - began };
  } finally {
    await page.close();
  }
}
