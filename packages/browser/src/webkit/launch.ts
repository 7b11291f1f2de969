import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unpackBundledFonts } from '../chromium/unpack.ts';
import { type Browser, BrowserGoneError, type Page, type PageOptions } from '../page.ts';
import { findProgram, type Wanted } from '../program/find-program.ts';
import type { OwnProgram } from '../program/own-program.ts';
import { webkitCapabilities } from './capabilities.ts';
import { type Display, startDisplay } from './display.ts';
import { openWebKitPage, type WebKitFiles } from './open-page.ts';

const install = 'apt-get install webkit2gtk-driver xvfb';

const libraries = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib',
  '/usr/lib64',
  '/usr/libexec',
];

const driver: Wanted = { name: 'WebKitWebDriver', candidates: ['WebKitWebDriver'], install };
const browser: Wanted = {
  name: 'MiniBrowser of WebKitGTK',
  candidates: libraries.flatMap((folder) => [
    `${folder}/webkit2gtk-4.1/MiniBrowser`,
    `${folder}/webkit2gtk-4.0/MiniBrowser`,
  ]),
  install,
};
const screen: Wanted = { name: 'Xvfb', candidates: ['Xvfb'], install };

const run = promisify(execFile);

/** Each page has a browser of its own; they share a screen. */
class WebKit implements Browser {
  readonly capabilities = webkitCapabilities;
  readonly version: string;
  readonly #files: WebKitFiles;
  readonly #display: Display;
  readonly #pages = new Set<Page>();
  alive = true;

  constructor(version: string, files: WebKitFiles, display: Display) {
    this.version = version;
    this.#files = files;
    this.#display = display;
    void display.program.exited.then(() => {
      this.alive = false;
    });
  }

  async newPage(options: PageOptions): Promise<Page> {
    const forget = () => this.#pages.delete(page);
    const page = await openWebKitPage(this.#files, this.#display.name, options, forget);
    this.#pages.add(page);
    return page;
  }

  async check(): Promise<void> {
    if (!this.alive) throw new BrowserGoneError('the browser has ended');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pages].map((page) => page.close()));
    await this.#display.program.end();
  }
}

/**
 * Such as `WebKitGTK 2.50.6`. It needs a screen even to say so.
 * @param mediaRegistry Written by the way, where it is not there or not true any more.
 */
async function versionOf(
  executable: string,
  { name }: Display,
  mediaRegistry: string,
): Promise<string> {
  const { stdout } = await run(executable, ['--version'], {
    timeout: 30_000,
    env: { DISPLAY: name, GST_REGISTRY_1_0: mediaRegistry },
  });
  return stdout.trim();
}

interface WebKitOptions {
  cache: string;
  path: string;
  program?: OwnProgram;
}

/**
 * Gets an installed WebKitGTK ready to show pages on a screen that nobody sees.
 * @param options.cache Folder for profiles and fonts.
 * @param options.path Where programs are looked for, as in PATH.
 * @param options.program MiniBrowser, in place of the one that is found there.
 * @throws BrowserMissingError, BrowserStartError
 */
export async function launchWebKit({ cache, path, program }: WebKitOptions): Promise<Browser> {
  const files = {
    cache,
    path,
    driver: await findProgram(driver, path),
    browser: program?.executable ?? (await findProgram(browser, path)),
    args: program?.arguments ?? [],
    fontConfig: await unpackBundledFonts(cache),
    mediaRegistry: join(cache, 'gstreamer-registry.bin'),
  };
  const display = await startDisplay(await findProgram(screen, path), path);
  try {
    const version = await versionOf(files.browser, display, files.mediaRegistry);
    return new WebKit(version, files, display);
  } catch (error) {
    await display.program.end();
    throw error;
  }
}
