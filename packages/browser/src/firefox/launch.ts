import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openBidiPage } from '../bidi/open-page.ts';
import { unpackBundledFonts } from '../chromium/unpack.ts';
import { type Browser, type Page, PageGoneError, type PageOptions } from '../page.ts';
import { findProgram, type Wanted } from '../program/find-program.ts';
import type { OwnProgram } from '../program/own-program.ts';
import { watchUsage } from '../program/watch-usage.ts';
import { firefoxCapabilities } from './capabilities.ts';
import type { ProcessAppearance } from './preferences.ts';
import { type FirefoxFiles, type FirefoxProcess, startFirefox } from './process.ts';

const wanted: Wanted = {
  name: 'Firefox',
  candidates: [
    'firefox-esr',
    'firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    '/opt/firefox/firefox',
  ],
  install: 'apt-get install firefox-esr',
};

const run = promisify(execFile);

/** It still answers within this, whatever its pages do. Milliseconds. */
const answerMs = 15_000;

const hasPages = (command: string): boolean => command.includes('-contentproc');

const keyOf = ({ reducedMotion, colorScheme }: ProcessAppearance) =>
  JSON.stringify([reducedMotion ?? false, colorScheme ?? 'light']);

/** One process at a time, started with the first page: how pages are shown is a matter of the process. */
class Firefox implements Browser {
  readonly capabilities = firefoxCapabilities;
  readonly version: string;
  readonly #files: FirefoxFiles;
  #process: FirefoxProcess | undefined;
  #shown = '';

  constructor(version: string, files: FirefoxFiles) {
    this.version = version;
    this.#files = files;
  }

  get alive(): boolean {
    return this.#process?.connection.lifetime.endedBy === undefined;
  }

  async newPage(options: PageOptions): Promise<Page> {
    const { connection, group, profile } = await this.#processFor(options.appearance);
    let stopWatching = (): void => undefined;
    const page = await openBidiPage(connection, this.capabilities, options, () => stopWatching());
    stopWatching = watchUsage({ group, profile, hasPages }, options, (end) =>
      page.fail(new PageGoneError(end)),
    );
    return page;
  }

  async check(): Promise<void> {
    await this.#process?.connection.check(answerMs);
  }

  async close(): Promise<void> {
    await this.#process?.end();
    this.#process = undefined;
  }

  async #processFor(appearance: ProcessAppearance): Promise<FirefoxProcess> {
    const shown = keyOf(appearance);
    if (this.#process && this.#shown === shown) return this.#process;
    await this.close();
    this.#shown = shown;
    this.#process = await startFirefox(this.#files, appearance);
    return this.#process;
  }
}

/** Such as `Firefox 153.8.0esr`. */
async function versionOf({ executable, path }: FirefoxFiles): Promise<string> {
  const { stdout } = await run(executable, ['--version'], { timeout: 30_000, env: { PATH: path } });
  return stdout.trim().replace(/^Mozilla /, '');
}

interface FirefoxOptions {
  cache: string;
  path: string;
  program?: OwnProgram;
}

/**
 * Gets an installed Firefox ready, ESR or not.
 * @param options.cache Folder for profiles and fonts.
 * @param options.path Where programs are looked for, as in PATH.
 * @param options.program In place of the one that is found there.
 * @throws BrowserMissingError; BrowserStartError with the first page
 */
export async function launchFirefox({ cache, path, program }: FirefoxOptions): Promise<Browser> {
  const executable = program?.executable ?? (await findProgram(wanted, path));
  const fontConfig = await unpackBundledFonts(cache);
  const files = { cache, path, executable, args: program?.arguments ?? [], fontConfig };
  return new Firefox(await versionOf(files), files);
}
