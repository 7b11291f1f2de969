/** A process of its own that takes pictures with a library that drives an installed browser, on one page. */
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from '@twinlens/browser';
import { showNext } from '../playwright/examples.ts';
import type { Chunk } from '../playwright/messages.ts';
import type { PeerPage } from './peers/peer.ts';
import { openFirefox } from './peers/puppeteer.ts';
import { openWebKit } from './peers/selenium.ts';

export interface Order {
  url: string;
  chunk: Chunk;
}

type Clip = Parameters<PeerPage['screenshot']>[0];

const { fontConfig } = await unpackChromium(join(tmpdir(), `twinlens-${userInfo().username}`));
const page = await (process.argv[2] === 'firefox' ? openFirefox : openWebKit)(fontConfig);

async function capture({ url, chunk }: Order): Promise<number> {
  await page.goto(url);
  const options = JSON.stringify({ targetName: 'chrome', chunk });
  await page.evaluate(`window.happo.init(${options})`);
  for (let count = 0; ; count += 1) {
    const shown = (await page.evaluate(showNext)) as { clip: Clip } | null;
    if (!shown) return count;
    await page.screenshot(shown.clip);
  }
}

process.on('message', (order: Order) => {
  capture(order).then(
    (count) => process.send?.({ count }),
    (error: unknown) => process.send?.({ failure: String(error) }),
  );
});
process.on('disconnect', () => {
  page.end().finally(() => process.exit(0));
});
process.send?.({ ready: true });
