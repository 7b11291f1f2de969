import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { isWhole } from '@twinlens/testing';
import { expect, onTestFinished, test } from 'vitest';

const command = resolve(import.meta.dirname, '../src/main.ts');

test('the demo finds what was changed on purpose and nothing else, and leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'demo', '--once'], {
    env: { ...process.env, TMPDIR: folder },
  });
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    url: expect.stringMatching(
      /^http:\/\/127\.0\.0\.1:\d+\/a\/\d+\/p\/\d+\/compare\/\w{40}\/\w{40}$/,
    ),
    changed: 3,
    added: 0,
    deleted: 0,
    unchanged: 19,
    seconds: expect.any(Number),
    snapshotsPerSecond: expect.any(Number),
  });
  for (const example of ['Progress: Upload', 'Dialog: Confirm', 'Article: Long Read']) {
    expect(stdout).toContain(`changed  ${example}`);
  }
  expect((await readdir(folder)).filter((name) => name.startsWith('twinlens-demo-'))).toEqual([]);
});

test.runIf(isWhole)(
  'where git is not installed, the demo names commits otherwise and sends them all the same',
  async () => {
    // Everything but git: Storybook is started through a shell's `env`.
    const folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const bin = join(folder, 'bin');
    await mkdir(bin);
    for (const name of ['env', 'sh']) await symlink(`/usr/bin/${name}`, join(bin, name));
    const demo = spawn(process.execPath, [command, 'demo', '--once'], {
      env: { ...process.env, TMPDIR: folder, PATH: bin },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    for await (const text of demo.stdout.setEncoding('utf8')) {
      printed += text;
      // What follows is the same with and without git.
      if (printed.includes('Commit 2 of 2')) demo.kill('SIGTERM');
    }
    expect(printed).toContain('git is not installed');
    expect(printed).toMatch(/Commit 2 of 2, [0-9a-f]{8}:/);
    expect((await readdir(folder)).filter((name) => name.startsWith('twinlens-demo-'))).toEqual([]);
  },
);
