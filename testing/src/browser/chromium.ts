/**
 * The Chromium that comes with `npm ci`, with its own libraries and fonts, so that page tests run
 * where nothing else is installed.
 */
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from '@twinlens/browser';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** The workers' own default, so that a machine unpacks it once. */
const cache = join(tmpdir(), `twinlens-${userInfo().username}`);

/** What Playwright, of whatever version, has to be told to launch it. */
export async function bundledChromium(): Promise<
  Required<Pick<LaunchOptions, 'executablePath' | 'args' | 'env'>>
> {
  const { executable, libraries, fontConfig } = await unpackChromium(cache);
  return {
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    // It is written into projects: nothing of the environment of whoever runs the tests.
    env: { HOME: tmpdir(), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontConfig },
  };
}

/** A headless Chromium under Playwright. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await bundledChromium());
}
