/** Parts of a Storybook left out of a run, with one build of it for all runs. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { operations } from '@twinlens/contract';
import {
  eventually,
  type RunningTwinlens,
  runHappo,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeWorkingCopy, type WorkingCopy } from '../src/demo/working-copy.ts';

let folder: string;
let twinlens: RunningTwinlens;
let person: SignedIn;
let library: WorkingCopy;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  library = await makeWorkingCopy(join(folder, 'library'), process.env);
  const databaseUrl = await createPostgresDatabase();
  const [started] = await Promise.all([
    startTwinlens({ dataFolder: join(folder, 'data'), databaseUrl }),
    build(),
  ]);
  twinlens = started;
  person = await signIn(twinlens);
  expect(await send('base')).toMatchObject({ code: 0 });
});

afterAll(async () => {
  await twinlens?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function build(): Promise<void> {
  await writeFile(
    join(library.folder, 'prebuilt.config.mjs'),
    `export default {
      endpoint: process.env.TWINLENS_URL,
      integration: { type: 'storybook', usePrebuiltPackage: true },
      targets: { chrome: { type: 'chrome', viewport: '800x600' } },
    };`,
  );
  await promisify(execFile)(
    process.execPath,
    [
      join(library.folder, 'node_modules/storybook/dist/bin/dispatcher.js'),
      'build',
      '--quiet',
      '--output-dir=built',
    ],
    {
      cwd: library.folder,
      env: { ...process.env, HAPPO: 'true', STORYBOOK_DISABLE_TELEMETRY: '1' },
    },
  );
}

async function send(after: string, before = after, ...more: string[]) {
  // The client writes what it leaves out into the package, for every run anew.
  await rm(join(library.folder, '.out'), { recursive: true, force: true });
  await cp(join(library.folder, 'built'), join(library.folder, '.out'), { recursive: true });
  const shas = ['--beforeSha', before, '--afterSha', after];
  const args = ['--config', './prebuilt.config.mjs', ...shas, ...more];
  return runHappo({ cwd: library.folder, twinlens, args });
}

const reportOf = (sha: string) =>
  eventually(`the report of ${sha}`, () =>
    person.read(operations.getReport, {
      params: { account: person.account, project: person.project, sha },
      query: { limit: 500 },
    }),
  );

/** Components that were captured, not borrowed. */
const captured = ({ snapshots }: Awaited<ReturnType<typeof reportOf>>) => [
  ...new Set(
    snapshots.filter((one) => one.snapRequestId !== null).map(({ component }) => component),
  ),
];

const nothingChanged = {
  changed: 0,
  added: 0,
  deleted: 0,
  unchanged: 22,
  ignored: 0,
  unstable: 0,
  tolerated: 0,
};

test('--skip borrows what it leaves out from the baseline', async () => {
  const skip = JSON.stringify([{ component: 'Badge' }, { storyFile: './src/button.stories.tsx' }]);
  expect(await send('skip', 'base', '--skip', skip)).toMatchObject({ code: 0 });
  expect((await person.compared('base', 'skip')).counts).toEqual(nothingChanged);
  const report = await reportOf('skip');
  expect(report.total).toBe(22);
  expect(report.carriedOver).toBeGreaterThanOrEqual(2);
  expect(captured(report)).not.toContain('Badge');
  expect(captured(report)).not.toContain('Button');
});

test('--only captures what it names and borrows the rest', async () => {
  const only = JSON.stringify([{ component: 'Badge' }]);
  expect(await send('only', 'base', '--only', only)).toMatchObject({ code: 0 });
  expect((await person.compared('base', 'only')).counts).toEqual(nothingChanged);
  expect(captured(await reportOf('only'))).toEqual(['Badge']);
});

test('--only with a baseline that is still being captured', async () => {
  // Another package, so that nothing of it has been captured before.
  await writeFile(join(library.folder, 'built/another.txt'), 'another');
  const worker = await twinlens.pidOf('worker');
  process.kill(worker, 'SIGSTOP');
  onTestFinished(() => void process.kill(worker, 'SIGCONT'));
  expect(await send('slow', 'base')).toMatchObject({ code: 0 });
  const only = JSON.stringify([{ component: 'Badge' }]);
  expect(await send('only-slow', 'slow', '--only', only)).toMatchObject({ code: 0 });
  const params = { account: person.account, project: person.project };
  const shas = { sha1: 'slow', sha2: 'only-slow' };
  const waiting = await person.read(operations.getComparison, { params: { ...params, ...shas } });
  expect(waiting.state).toBe('pending');
  process.kill(worker, 'SIGCONT');
  expect((await person.compared('slow', 'only-slow')).counts).toEqual(nothingChanged);
  const report = await reportOf('only-slow');
  expect(captured(report)).toEqual(['Badge']);
  expect(report.sources).toEqual(['slow']);
});

test('--only with nothing borrows everything and captures nothing', async () => {
  expect(await send('none', 'base', '--only', '[]')).toMatchObject({ code: 0 });
  expect((await person.compared('base', 'none')).counts).toEqual(nothingChanged);
  const report = await reportOf('none');
  expect(report).toMatchObject({ total: 22, carriedOver: 22 });
});

test('--skip without a baseline captures everything', async () => {
  const skip = JSON.stringify([{ component: 'Badge' }]);
  const run = await send('full', 'unheard-of', '--skip', skip, '--fallbackShas', 'neither');
  expect(run).toMatchObject({ code: 0 });
  expect(run.stdout).toContain('No baseline report found');
  expect(await reportOf('full')).toMatchObject({ total: 22, carriedOver: 0 });
});

test('--skip that cannot be read ends the client and leaves its job waiting', async () => {
  expect(await send('unreadable', 'base', '--skip', '{')).toMatchObject({ code: 1 });
  const { jobs } = await person.read(operations.listJobs, { params: { account: person.account } });
  expect(jobs.find(({ sha2 }) => sha2 === 'unreadable')?.state).toBe('pending');
});
