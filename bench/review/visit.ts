/** What a reviewer waits for, in a real browser that is four times as slow, with nothing cached. */
import type { Browser, Page } from 'playwright-core';

/** As often as a phone or an old laptop is slower than the machine this runs on. */
const slowdown = 4;

export interface FirstChange {
  /** From the start of the navigation until the first changed picture is painted, before and after. */
  ms: number;
  /** Until then. */
  requests: number;
  kilobytes: number;
}

export interface Viewer {
  page: Page;
  first: FirstChange;
}

export interface OpenInput {
  url: string;
  cookie?: { name: string; value: string; domain: string; path: string };
  /**
   * In the page: whether the first change is there. Asked at every frame.
   */
  isThere: () => boolean;
  /** What a person does until a change is shown, where the page begins with a list. */
  leadThere?: (page: Page) => Promise<void>;
}

/** Opens a page in a window of its own and waits until its first change is painted. */
export async function openFirstChange(browser: Browser, input: OpenInput): Promise<Viewer> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  if (input.cookie) await context.addCookies([input.cookie]);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await session.send('Network.enable');
  const sent = new Map<string, { at: number; bytes: number }>();
  session.on('Network.requestWillBeSent', ({ requestId, request, wallTime }) => {
    if (!/^(data|blob):/.test(request.url)) sent.set(requestId, { at: wallTime * 1000, bytes: 0 });
  });
  // Pictures are shown where they were loaded already.
  session.on('Network.requestServedFromCache', ({ requestId }) => sent.delete(requestId));
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.fromDiskCache) sent.delete(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = sent.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  await page.addInitScript(`
    window.firstChange = new Promise((resolve) => {
      const isThere = ${input.isThere};
      const look = () => (isThere() ? resolve(performance.now()) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    });`);
  await page.goto(input.url, { waitUntil: 'commit' });
  await input.leadThere?.(page);
  const ms = await page.evaluate(() => (window as unknown as { firstChange: number }).firstChange);
  const there = (await page.evaluate(() => performance.timeOrigin)) + ms;
  const before = [...sent.values()].filter(({ at }) => at <= there);
  const bytes = before.reduce((sum, request) => sum + request.bytes, 0);
  return { page, first: { ms, requests: before.length, kilobytes: bytes / 1000 } };
}

/**
 * Milliseconds from a key to the next picture being painted, one for each key pressed, with pauses as
 * a person makes them.
 *
 * @param picturesOf a selector of the pictures that have to be there
 */
export async function measureKeys(
  page: Page,
  { key, times, pauseMs }: { key: string; times: number; pauseMs: number },
): Promise<number[]> {
  const all: number[] = [];
  for (let press = 0; press < times; press++) {
    await page.waitForTimeout(pauseMs);
    await page.evaluate(() => {
      const shown = () =>
        [...document.querySelectorAll<HTMLImageElement>('main img')]
          .map((image) => (image.complete && image.naturalWidth > 0 ? image.currentSrc : ''))
          .join(' ');
      const before = shown();
      const hasNext = () => shown() !== before && !shown().split(' ').includes('');
      Object.assign(window, {
        nextPainted: new Promise((resolve) => {
          addEventListener(
            'keydown',
            ({ timeStamp }) => {
              const look = () => {
                if (!hasNext()) return void requestAnimationFrame(look);
                // The frame that shows it is painted after this callback, and before the next task.
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => resolve(performance.now() - timeStamp);
                port2.postMessage(null);
              };
              requestAnimationFrame(look);
            },
            { capture: true, once: true },
          );
        }),
      });
    });
    await page.keyboard.press(key);
    all.push(await page.evaluate(() => (window as unknown as { nextPainted: number }).nextPainted));
  }
  return all;
}

/** Longest time between two frames while a list is scrolled for two seconds. Milliseconds. */
export async function measureScrolling(page: Page, list: string): Promise<number> {
  await page.locator(list).hover();
  await page.evaluate(() => {
    const state = { longest: 0, stop: false };
    Object.assign(window, { frames: state });
    let last = performance.now();
    const look = (now: number) => {
      state.longest = Math.max(state.longest, now - last);
      last = now;
      if (!state.stop) requestAnimationFrame(look);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(look);
    });
  });
  for (let turn = 0; turn < 40; turn++) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(50);
  }
  return page.evaluate(() => {
    const { frames } = window as unknown as { frames: { longest: number; stop: boolean } };
    frames.stop = true;
    return frames.longest;
  });
}
