/** The status page by the command line: served, written to, exported. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { runProgram } from '@twinlens/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = resolve(import.meta.dirname, '../src/main.ts');

let folder: string;
let page: ChildProcess;
let url: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-status-'));
  env = {
    HOME: folder,
    TWINLENS_STATUS_WATCH: 'http://127.0.0.1:1',
    TWINLENS_STATUS_DATA: join(folder, 'data'),
    TWINLENS_STATUS_PORT: '0',
    TWINLENS_STATUS_WRITE_TOKEN: 'a token of an operator, for tests',
  };
  page = spawn(process.execPath, [main, 'status'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  if (page.stdout === null) throw new Error('no output to read');
  const [line] = await once(createInterface(page.stdout), 'line');
  ({ url } = JSON.parse(String(line)) as { url: string });
  env.TWINLENS_STATUS_URL = url;
});
afterAll(async () => {
  const exited = once(page, 'exit');
  page.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  await rm(folder, { recursive: true });
});

const twinlens = (...args: string[]) =>
  runProgram(process.execPath, [main, ...args], { cwd: folder, env });

const read = async (path: string) => (await fetch(url + path)).text();

test('an incident is told from its beginning to its postmortem, and all of it exported', async () => {
  const opened = await twinlens(
    ...['status', 'incident', 'open', 'No pictures', '--impact', 'major'],
    ...['--component', 'api=degraded_performance', '--body', 'A disk is full.'],
    ...['--at', '2026-06-07T09:00Z'],
  );
  expect(opened.stderr).toBe('');
  const [id = '', address] = opened.stdout.trim().split(' ');
  expect(address).toBe(`${url}/incidents/${id}/`);
  const at = ['--at', '2026-06-07T10:00Z'];
  await twinlens('status', 'incident', 'update', id, '--state', 'identified', ...at);
  await twinlens('status', 'incident', 'resolve', id, '--body', 'Room again.', ...at);
  await writeFile(join(folder, 'postmortem.md'), '# What we learned\n\nTo look at disks.\n');
  await twinlens('status', 'incident', 'postmortem', id, '--body-file', 'postmortem.md');
  const text = await read(`/incidents/${id}/`);
  for (const words of ['No pictures', 'Identified', 'Room again.', 'To look at disks.']) {
    expect(text).toContain(words);
  }
  const exported = await twinlens('status', 'export', 'site');
  expect(exported.code).toBe(0);
  expect(await readFile(join(folder, 'site/incidents', id, 'index.html'), 'utf8')).toContain(
    'To look at disks.',
  );
});

test('what cannot be said is refused before or by the page', async () => {
  const unknown = await twinlens('status', 'incident', 'update', 'abcdefghijkl');
  expect(unknown).toMatchObject({ code: 1 });
  expect(unknown.stderr).toContain('there is no incident abcdefghijkl');
  expect(await twinlens('status', 'incident', 'open')).toMatchObject({ code: 2 });
  expect(await twinlens('status', 'incident', 'open', 'x', '--impact', 'huge')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('impact: must be one of none, minor, major, critical'),
  });
  expect(await twinlens('guard', 'npx', 'happo')).toMatchObject({ code: 2 });
});

test('nobody waits for a verdict where nothing was said in the place of a server', async () => {
  expect(await twinlens('status', 'stand-ins')).toEqual({ code: 0, stdout: '', stderr: '' });
});
