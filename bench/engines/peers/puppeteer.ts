import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from './libraries.d.ts';
import { type PeerPage, viewport } from './peer.ts';

/** The installed Firefox, driven by Puppeteer over WebDriver BiDi. */
export async function openFirefox(fontConfig: string): Promise<PeerPage> {
  const library = join(
    import.meta.dirname,
    'node_modules/puppeteer-core/lib/puppeteer/puppeteer-core.js',
  );
  const { launch } = (await import(library)) as {
    launch(options: object): Promise<Browser>;
  };
  const browser = await launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    defaultViewport: viewport,
    env: { PATH: process.env.PATH, HOME: tmpdir(), FONTCONFIG_FILE: fontConfig },
  });
  const page = await browser.newPage();
  return {
    goto: (url) => page.goto(url),
    evaluate: (expression) => page.evaluate(expression),
    screenshot: (clip) => page.screenshot({ clip }),
    end: () => browser.close(),
  };
}
