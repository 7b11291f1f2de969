import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { listDescendants } from '@twinlens/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Browser, engines, type Page } from '../src/index.ts';

let browser: Browser;

beforeEach(async () => {
  browser = await engines.chromium.launch({
    cache: join(tmpdir(), `twinlens-${userInfo().username}`),
    path: '',
  });
});
afterEach(() => browser.close());

function open(svgAnimations: boolean): Promise<Page> {
  return browser.newPage({
    viewport: { width: 100, height: 100 },
    appearance: {},
    proxy: 'http://127.0.0.1:9',
    initScripts: [],
    endlessMs: 1000,
    maxBytes: 2 ** 30,
    maxDiskBytes: 2 ** 30,
    svgAnimations,
    onEvent: () => undefined,
  });
}

/** How many processes this one has started that still run: browsers, without what they have started. */
async function countBrowsers(): Promise<number> {
  const below = await listDescendants(process.pid);
  return below.filter(({ parent }) => parent === process.pid).length;
}

it('pages in which SVG moves have a process that lives as long as they are wanted', async () => {
  const [one, signal] = [await countBrowsers(), AbortSignal.timeout(30_000)];
  const still = await open(false);
  expect(await countBrowsers()).toBe(one);
  const first = await open(true);
  expect(await countBrowsers()).toBe(one + 1);
  await still.close();
  await (await open(false)).close();
  expect(await first.evaluate('1 + 1', 'page', signal)).toBe(2);
  await first.close();
  await (await open(true)).close();
  expect(await countBrowsers()).toBe(one + 1);
  await open(false);
  expect(await countBrowsers()).toBe(one);
  await open(true);
  await browser.close();
  expect(await countBrowsers()).toBe(one - 1);
});
