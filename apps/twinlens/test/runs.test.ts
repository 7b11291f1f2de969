/** Whole runs of the stock client against everything that `twinlens up` starts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '@twinlens/contract';
import {
  eventually,
  isWhole,
  type RunningTwinlens,
  runHappo,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyEdits } from '../src/demo/changes.ts';
import { makeWorkingCopy, type WorkingCopy } from '../src/demo/working-copy.ts';
import { makeProject } from './clients-project.ts';

let folder: string;
let twinlens: RunningTwinlens;
let person: SignedIn;
let library: WorkingCopy;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    databaseUrl: await createPostgresDatabase(),
  });
  person = await signIn(twinlens);
  library = await makeWorkingCopy(join(folder, 'library'), process.env);
});

afterAll(async () => {
  await twinlens?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** Sends one commit; `before` equal to `after` when left out, as on the default branch. */
async function send(cwd: string, after: string, before = after, ...more: string[]) {
  return runHappo({ cwd, twinlens, args: ['--beforeSha', before, '--afterSha', after, ...more] });
}

/** The captures behind a commit's report. */
async function requestsOf(sha: string) {
  const { jobs } = await person.read(operations.listJobs, { params: { account: person.account } });
  const job = jobs.find(({ sha2 }) => sha2 === sha);
  const id = job?.projects[0]?.asyncReport?.id;
  if (id === undefined) return [];
  const params = { account: person.account, id };
  return (await person.read(operations.getAsyncReport, { params })).requests;
}

const captureUnderWay = (sha: string) =>
  eventually(`a capture of ${sha} is under way`, async () =>
    (await requestsOf(sha)).some(({ state }) => state === 'leased'),
  );

const reportOf = (sha: string) =>
  eventually(`the report of ${sha}`, () =>
    person.read(operations.getReport, {
      params: { account: person.account, project: person.project, sha },
    }),
  );

test.runIf(isWhole)(
  'storybook: kill -9 of worker and server during captures loses and doubles nothing',
  async () => {
    const before = await library.commit('as it is');
    expect(await send(library.folder, before)).toMatchObject({ code: 0 });
    await captureUnderWay(before);
    process.kill(await twinlens.pidOf('worker'), 'SIGKILL');
    expect((await reportOf(before)).total).toBe(22);

    await applyEdits(library.folder);
    const after = await library.commit('three changes');
    expect(await send(library.folder, after, before)).toMatchObject({ code: 0 });
    await captureUnderWay(after);
    process.kill(await twinlens.pidOf('server'), 'SIGKILL');
    const comparison = await person.compared(before, after);
    expect(comparison).toMatchObject({
      state: 'needs-review',
      counts: { changed: 3, added: 0, deleted: 0, unchanged: 19 },
    });
  },
  180_000,
);

test('custom: what is skipped is carried over from the baseline', async () => {
  const project = await makeProject(folder);
  const examples = [
    { component: 'Text' },
    { component: 'Text', variant: 'coloured', color: 'red' },
  ];
  await project.configure({ examples });
  expect(await project.send(twinlens, 'custom1')).toMatchObject({ code: 0 });
  const skip = JSON.stringify([{ component: 'Text', variant: 'coloured' }]);
  const run = await project.send(twinlens, 'custom2', 'custom1', '--skip', skip);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  const { counts } = await person.compared('custom1', 'custom2');
  expect(counts).toMatchObject({ changed: 0, added: 0, deleted: 0, unchanged: 2 });
  expect((await reportOf('custom2')).carriedOver).toBe(1);
});

test('a build that fails cancels the job, with its message', async () => {
  const project = await mkdtemp(join(folder, 'broken-'));
  await writeFile(
    join(project, 'happo.config.mjs'),
    `export default {
      endpoint: process.env.TWINLENS_URL,
      integration: { type: 'custom', build: async () => { throw new Error('the oven is cold'); } },
      targets: { chrome: { type: 'chrome', viewport: '800x600' } },
    };`,
  );
  expect(await send(project, 'broken2', 'broken1')).toMatchObject({ code: 1 });
  const { jobs } = await person.read(operations.listJobs, { params: { account: person.account } });
  const job = jobs.find(({ sha2 }) => sha2 === 'broken2');
  expect(job?.state).toBe('failure');
  expect(job?.projects[0]?.message).toContain('the oven is cold');
});

test('flake: the list the client prints', async () => {
  const run = await runHappo({
    cwd: library.folder,
    twinlens,
    args: ['flake', '--format', 'json'],
  });
  expect(run).toMatchObject({ code: 0 });
  expect(JSON.parse(run.stdout.slice(run.stdout.indexOf('[')))).toEqual([]);
});
