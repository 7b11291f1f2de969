/** Browsers that an operator has declared, beside the bundled one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHeadlessShell } from '@twinlens/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type NamedBrowser, readNamedBrowsers } from '../src/target/named-browsers.ts';
import { ServerDouble } from './server-double.ts';
import {
  packageWork,
  pageOf,
  pictureOf,
  startTestWorker,
  type TestWorker,
} from './worker-fixture.ts';

let folder: string;
/** A browser as an operator might install one: beside the bundled one, with a start script of its own. */
let executable: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-named-'));
  executable = await writeHeadlessShell(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function declare(...browsers: object[]): Promise<string> {
  const file = join(folder, 'browsers.json');
  await writeFile(file, JSON.stringify({ browsers }));
  return file;
}

const next = () => ({
  name: 'next',
  label: 'Next month',
  engine: 'chromium',
  executable,
  arguments: ['--user-agent=Next'],
});

async function declared(...browsers: object[]): Promise<NamedBrowser[]> {
  return readNamedBrowsers(await declare(...browsers));
}

/** Its colour says which browser it was shown in. */
const page = pageOf([
  {
    html: '<div style="width:80px;height:40px"></div>',
    code: `root.firstElementChild.style.background = navigator.userAgent === 'Next' ? '#ff0000' : '#0000ff';`,
  },
]);
const workIn = (browser?: string) =>
  packageWork(page, browser === undefined ? {} : { payload: { browser } });

describe('a worker with a browser that was declared', () => {
  let test: TestWorker;
  afterEach(() => test.stop());
  const colourOf = async (browser?: string) => {
    const result = await test.server.capture(workIn(browser));
    return { colour: pictureOf(test.server, result, 'v0').at(20, 20), browser: result.browser };
  };

  it('captures with both side by side, whichever a target asks for', async () => {
    test = await startTestWorker({
      named: await declared(next()),
      targets: ['browser-chrome'],
      calibrateMs: 3_600_000,
    });
    const bundled = { colour: '#0000ff', browser: expect.stringMatching(/^Chromium [\d.]+$/) };
    const other = {
      colour: '#ff0000',
      browser: expect.stringMatching(/^Next month: Chromium [\d.]+$/),
    };
    expect(await colourOf()).toEqual(bundled);
    expect(await colourOf('next')).toEqual(other);
    expect(await colourOf()).toEqual(bundled);
    const [told] = test.server.registrations;
    expect(told?.targets.map(({ type, name }) => [type, name])).toEqual([
      ['browser-chrome', undefined],
      ['browser-chrome', 'next'],
    ]);
    const versions = told?.calibrations.map(({ version }) => version);
    expect(versions).toEqual([
      expect.stringMatching(/^Chromium [\d.]+$/),
      expect.stringMatching(/^Chromium [\d.]+ as next$/),
    ]);
  });

  it('takes it for whole types where that was declared', async () => {
    test = await startTestWorker({
      named: await declared({ ...next(), defaultFor: ['chrome'] }),
      targets: ['browser-chrome', 'browser-accessibility'],
    });
    expect(await colourOf()).toMatchObject({ colour: '#ff0000' });
    const accessible = await test.server.capture({ ...workIn(), type: 'browser-accessibility' });
    expect(accessible.browser).toMatch(/^Chromium [\d.]+$/);
  });

  it('serves nothing with one that is not the version it is pinned to, and says so', async () => {
    const pinned = (name: string, version: string) => ({ ...next(), name, version });
    const found = await declared(pinned('next', '1.2'), pinned('same', '153'));
    test = await startTestWorker({ named: found, targets: ['browser-chrome'] });
    const [told] = test.server.registrations;
    expect(told?.targets.map(({ name }) => name)).toEqual([undefined, 'same']);
    expect(told?.refused).toEqual([
      {
        browser: 'next',
        why: expect.stringMatching(
          /^"next" is pinned to 1\.2, and \S+headless-shell is Chromium [\d.]+: nothing is captured/,
        ),
      },
    ]);
    const { message } = await test.server.failure(workIn('next'));
    expect(message).toContain('no browser for browser-chrome in next');
  });
});

describe('a file of browsers with mistakes', () => {
  it('keeps the worker from starting, and all of them are said at once', async () => {
    const server = new ServerDouble();
    const file = await declare(
      { ...next(), executable: 'shell', defaultFor: ['firefox'] },
      { ...next(), defaultFor: ['chrome'] },
    );
    const main = join(import.meta.dirname, '../src/main.ts');
    const env = {
      TWINLENS_SERVER: 'http://127.0.0.1:1',
      TWINLENS_WORKER_TOKEN: server.token,
      TWINLENS_WORKER_BROWSERS: file,
    };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (bytes) => {
      said += bytes;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(2);
    for (const words of [
      'the executable of "next" must be a whole path',
      '"next" cannot be the default for "firefox"',
      'two browsers are called "next"',
    ])
      expect(said).toContain(words);
  });

  it.each([{ engine: 'trident' }, { headed: true }, { name: 'With Spaces' }])(
    'is not read where it says %o',
    async (wrong) => {
      const [field = ''] = Object.keys(wrong);
      await expect(declared({ ...next(), ...wrong })).rejects.toThrow(field);
    },
  );
});
