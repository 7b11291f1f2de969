import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const command = resolve(import.meta.dirname, '../src/main.ts');

/** Runs the demo with a temporary directory of its own, and answers its last line and what it left there. */
async function runDemo(
  path: string,
): Promise<{ stdout: string; summary: unknown; left: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'demo', '--once'], {
    env: { ...process.env, TMPDIR: folder, PATH: path },
  });
  const left = (await readdir(folder)).filter((name) => name.startsWith('twinlens-demo-'));
  return { stdout, summary: JSON.parse(stdout.trim().split('\n').at(-1) ?? ''), left };
}

const threeChanges = {
  url: expect.stringMatching(
    /^http:\/\/127\.0\.0\.1:\d+\/a\/\d+\/p\/\d+\/compare\/\w{40}\/\w{40}$/,
  ),
  changed: 3,
  added: 0,
  deleted: 0,
  unchanged: 19,
  seconds: expect.any(Number),
  snapshotsPerSecond: expect.any(Number),
};

test('the demo finds what was changed on purpose and nothing else, and leaves nothing behind', async () => {
  const { stdout, summary, left } = await runDemo(process.env.PATH ?? '');
  expect(summary).toEqual(threeChanges);
  for (const example of ['Progress: Upload', 'Dialog: Confirm', 'Article: Long Read']) {
    expect(stdout).toContain(`changed  ${example}`);
  }
  expect(left).toEqual([]);
});

test('the demo works where git is not installed', async () => {
  // Everything but git: Storybook is started through a shell's `env`.
  const bin = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  onTestFinished(() => rm(bin, { recursive: true, force: true }));
  for (const name of ['env', 'sh']) await symlink(`/usr/bin/${name}`, join(bin, name));
  const { stdout, summary } = await runDemo(bin);
  expect(stdout).toContain('git is not installed');
  expect(summary).toEqual(threeChanges);
});
