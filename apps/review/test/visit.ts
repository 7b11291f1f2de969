/** A browser window on the made-up server that remembers everything that went wrong in it. */
import type { Browser, Page } from '@twinlens/testing/browser';
import type { MadeUpServer } from '../made-up/server.ts';

export interface Visit {
  page: Page;
  /** Console errors, uncaught exceptions, and requests that failed or were refused. */
  problems: string[];
  /** Opens a path and waits until nothing on the page is loading any more. */
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Pixels. Wide enough for both panes, and a phone. */
const desktop = 1280;
export const phone = 390;

export async function startVisit(
  browser: Browser,
  server: MadeUpServer,
  width = desktop,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => {
    // Given up by the page itself, which does so when it is left or its rows scroll out of view.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
    problems.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return {
    page,
    problems,
    async open(path) {
      await page.goto(server.origin + path);
      await page.locator('h1').first().waitFor({ state: 'attached' });
      await page.waitForFunction(() => document.querySelector('.skeleton') === null);
      await page.waitForFunction(() =>
        [...document.images].every((image) => image.complete || image.loading === 'lazy'),
      );
    },
    close: () => context.close(),
  };
}
