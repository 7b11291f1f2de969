import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { rendererDigest } from '../src/renderer-digest.ts';

let cache: string;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'twinlens-unpack-'));
});
afterAll(() => rm(cache, { recursive: true, force: true }));

const launch = new URL('../src/index.ts', import.meta.url).href;

/** A process of its own that starts the browser, says its version and ends. */
function launchElsewhere(): ChildProcess {
  const code = `const { engines } = await import(${JSON.stringify(launch)});
    const browser = await engines.chromium.launch({ cache: ${JSON.stringify(cache)}, path: '' });
    console.log(browser.version);
    await browser.close();`;
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function versionFrom(child: ChildProcess): Promise<string> {
  let said = '';
  child.stdout?.on('data', (data: Buffer) => {
    said += data.toString();
  });
  await once(child, 'close');
  return said.trim();
}

it('is unpacked whole, by processes that start at once and after one that was killed', async () => {
  const killed = launchElsewhere();
  const begun = async () => (await readdir(cache)).some((name) => name.startsWith('unpacking-'));
  await vi.waitUntil(begun, { timeout: 20_000, interval: 5 });
  killed.kill('SIGKILL');
  await once(killed, 'close');
  const halfDone = await readdir(cache);
  expect(halfDone.filter((name) => !/^(unpacking|profile)-/.test(name))).toEqual([]);

  const versions = await Promise.all([launchElsewhere(), launchElsewhere()].map(versionFrom));
  expect(versions).toEqual([expect.stringMatching(/^Chromium \d+\./), versions[0]]);
  const names = await readdir(cache);
  const { browser, fonts } = rendererDigest;
  expect(names.filter((name) => !name.startsWith('unpacking-')).sort()).toEqual([
    browser,
    `fonts-${fonts}`,
  ]);

  const made = [join(cache, browser, 'chromium'), join(cache, `fonts-${fonts}`, 'fonts.conf')];
  const times = () => Promise.all(made.map(async (path) => (await stat(path)).mtimeMs));
  const before = await times();
  await versionFrom(launchElsewhere());
  expect(await times()).toEqual(before);
});
