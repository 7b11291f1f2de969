/** What is said where an installed browser is not there, or does not start. Needs none. */
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engines, type PageOptions } from '../src/index.ts';

const cache = join(tmpdir(), `twinlens-${userInfo().username}`);

const options: PageOptions = {
  viewport: { width: 100, height: 100 },
  appearance: {},
  proxy: null,
  initScripts: [],
  endlessMs: 1000,
  maxBytes: 2 ** 30,
  maxDiskBytes: 2 ** 30,
  onEvent: () => undefined,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-installed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a browser that is missing is named, with the command that installs it', async () => {
  const nowhere = { cache, path: folder };
  await expect(engines.firefox.launch(nowhere)).rejects.toThrow(
    /^Firefox is not installed .* apt-get install firefox-esr$/,
  );
  await expect(engines.webkit.launch(nowhere)).rejects.toThrow(
    /^WebKitWebDriver is not installed .* apt-get install webkit2gtk-driver xvfb$/,
  );
});

it('a browser that ends while it starts is quoted, and leaves no profile behind', async () => {
  const program = join(folder, 'firefox-esr');
  await writeFile(
    program,
    '#!/bin/sh\nif [ "$1" = --version ]; then echo Mozilla Firefox 1.0; exit; fi\necho "libxul is gone" >&2\nexit 1\n',
  );
  await chmod(program, 0o755);
  const profiles = async () =>
    (await readdir(cache)).filter((name) => name.startsWith(`profile-${process.pid}-`));
  const browser = await engines.firefox.launch({ cache, path: `${folder}:/usr/bin:/bin` });
  expect(browser.version).toBe('Firefox 1.0');
  await expect(browser.newPage(options)).rejects.toThrow(
    /^Firefox ended while starting\. Its last words: libxul is gone$/,
  );
  expect(await profiles()).toEqual([]);
  await browser.close();
});
