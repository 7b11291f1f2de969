/** The review pages, through the stock client and a whole installation of what stands here. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

/** Two cores have half a minute's work with it; machines may have other work as well. */
const patienceMs = 300_000;

const command = resolve(import.meta.dirname, '../src/main.ts');

async function selfTest(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const options = { env: { ...process.env, TMPDIR: folder }, timeout: patienceMs };
  const run = promisify(execFile)(
    process.execPath,
    [command, 'self-test', '--once', '--json', ...args],
    options,
  );
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  const left = (await readdir(folder)).filter((name) => name.startsWith('twinlens-self-test-'));
  return { stdout, stderr, left };
}

test(
  'pages taken twice are the same to the pixel, whatever they compute, and nothing is left behind',
  async () => {
    const { stdout, left } = await selfTest('--stories', 'pages/pair-of-snapshots');
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as unknown;
    expect(summary).toMatchObject({ changed: 0, added: 0, deleted: 0, unstable: 0, tolerated: 0 });
    // Four on desktops and phones, one of them dark and for accessibility as well; none is a copy.
    expect(summary).toMatchObject({ unchanged: 10, rendered: 10, copied: 0 });
    expect(left).toEqual([]);
  },
  patienceMs,
);

test('a branch that is not there is said to be the reason', async () => {
  const { stderr, left } = await selfTest('--against', 'no-such-branch');
  expect(stderr).toContain('twinlens: git merge-base: ');
  expect(stderr).toContain('no-such-branch');
  expect(left).toEqual([]);
});
