import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from '@twinlens/browser';
import { type Browser, chromium } from 'playwright-core';

/** The browser Twinlens uses, with Playwright's own flags. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, libraries, fontConfig } = await unpackChromium(
    join(tmpdir(), `twinlens-${userInfo().username}`),
  );
  return chromium.launch({
    executablePath: executable,
    env: { HOME: tmpdir(), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontConfig },
  });
}
