import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodePng, pixelHash } from '@twinlens/image-diff';
import { isWhole } from '@twinlens/testing';
import { launchChromium } from '@twinlens/testing/browser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SlowSite, startSlowSite } from './slow-site.ts';
import { unstablePages } from './unstable-pages.ts';
import { packageWork, pageOf, startTestWorker, type TestWorker } from './worker-fixture.ts';

/** Looks of a naive tool at one page, at most: by then it has been seen in two ways. */
const naiveLooks = 60;

let slow: SlowSite;
let test: TestWorker;
let naive: Browser;
let site: Server;

beforeAll(async () => {
  slow = await startSlowSite(200);
  test = await startTestWorker({ allowedPrivateHosts: [slow.host] });
  naive = await launchChromium();
  site = createServer((request, response) => {
    const index = Number(new URL(request.url ?? '', 'http://x').pathname.slice(1));
    const example = unstablePages(slow.origin)[index];
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(pageOf(example ? [example] : []));
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await naive.close();
  await test.stop();
  await slow.close();
  site.close();
});

/** What somebody does who just takes pictures: opens the page, and takes two. */
async function lookTwice(page: Page, index: number): Promise<string[]> {
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/${index}`);
  await page.evaluate('window.happo.nextExample()');
  const look = async () => {
    const options = { caret: 'initial', fullPage: true } as const;
    return pixelHash(decodePng(await page.screenshot(options)));
  };
  return [await look(), await look()];
}

describe('a page that is', () => {
  const pages = unstablePages('http://127.0.0.1');

  const shown = pages.map(({ variant }, index) => [variant, index] as const);
  it.for(shown.filter(([, index]) => isWhole || index % 4 === 0))(
    '%s is seen in several ways by whoever just takes pictures',
    async ([, index]) => {
      const page = await naive.newPage();
      const seen = new Set<string>();
      for (let looks = 0; looks < naiveLooks && seen.size < 2; looks += 2) {
        for (const hash of await lookTwice(page, index)) seen.add(hash);
      }
      await page.close();
      expect(seen.size).toBeGreaterThan(1);
    },
  );

  it('any of them is the same for us, whenever, wherever and in whatever order', async () => {
    const examples = unstablePages(slow.origin);
    expect(examples.length).toBeGreaterThanOrEqual(40);
    const forwards = packageWork(pageOf(examples));
    const backwards = packageWork(pageOf(examples.toReversed()));
    const results = await Promise.all(
      [forwards, forwards, backwards, forwards].map((work) => test.server.capture(work)),
    );
    const unstable = examples.flatMap(({ variant }) => {
      const hashes = results.map(
        ({ snapshots }) => snapshots.find((one) => one.variant === variant)?.image.hash,
      );
      return new Set(hashes).size === 1 ? [] : [variant];
    });
    expect(unstable).toEqual([]);
  });
});

it('an example is given as many frames wherever it stands', async () => {
  const counting = (variant: string) => ({
    variant,
    html: '<b></b>',
    code: `let frames = 0;
      const count = () => { root.firstChild.textContent = frames += 1; requestAnimationFrame(count); };
      count();`,
  });
  const sized = (variant: string, width: number, height: number) => ({
    variant,
    html: `<div style="width:${width}px;height:${height}px;background:#00ff00"></div>`,
  });
  const examples = [
    counting('first'),
    sized('tall', 900, 3000),
    counting('after a tall one'),
    sized('wide', 3000, 20),
    counting('after a wide one'),
    sized('small', 10, 10),
    counting('after a small one'),
    counting('after one like it'),
  ];
  const { snapshots } = await test.server.capture(packageWork(pageOf(examples)));
  const counted = snapshots.filter(({ variant }) => /first|after/.test(variant));
  expect(counted).toHaveLength(5);
  expect(new Set(counted.map(({ image }) => image.hash)).size).toBe(1);
});
