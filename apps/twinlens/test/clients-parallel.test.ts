/** Runs in parts, with the stock client: parts of a report, parts of a project, projects of a job. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '@twinlens/contract';
import {
  eventually,
  type RunningTwinlens,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { findViolations, launchChromium, type Page } from '@twinlens/testing/browser';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Example, makeProject } from './clients-project.ts';

let folder: string;
let twinlens: RunningTwinlens;
let person: SignedIn;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-test-'));
  twinlens = await startTwinlens({
    dataFolder: join(folder, 'data'),
    databaseUrl: await createPostgresDatabase(),
  });
  person = await signIn(twinlens);
});

afterAll(async () => {
  await twinlens?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const button = { component: 'Button' };
const sheet = { component: 'Sheet', variant: 'wide' };
const text = { component: 'Text', variant: 'plain' };

/** Runs the client on a project with these examples; fails when the client does. */
async function send(
  examples: Example[],
  [before, after]: [before: string, after: string],
  ...more: string[]
): Promise<string> {
  const project = await makeProject(folder);
  await project.configure({ examples });
  const run = await project.send(twinlens, after, before, ...more);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  return run.stdout;
}

/** A call as a script makes it, with key and secret in the clear. */
async function post(path: string, body: object): Promise<{ id: number; url: string }> {
  const credentials = Buffer.from(`${twinlens.apiKey}:${twinlens.apiSecret}`).toString('base64');
  const response = await fetch(twinlens.url + path, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { id: number; url: string };
}

const reportOf = (sha: string) =>
  eventually(`the report of ${sha}`, () =>
    person.read(operations.getReport, {
      params: { account: person.account, project: person.project, sha },
    }),
  );

const getJob = (job: number) =>
  person.read(operations.getJob, { params: { account: person.account, job } });

/** Ids of the captures a run of the client asks for. */
async function capturesOf(examples: Example[], sha: string): Promise<number[]> {
  const stdout = await send(examples, [sha, sha]);
  const id = Number(/\/async-reports\/(\d+)/.exec(stdout)?.[1]);
  const params = { account: person.account, id };
  return (await person.read(operations.getAsyncReport, { params })).requests.map((one) => one.id);
}

/** The pages in a browser, after the questions of the first visit. */
async function openPages(): Promise<Page> {
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  const cookies = person.cookie.split('; ').map((cookie) => {
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    return { name, value, url: twinlens.url };
  });
  await page.context().addCookies(cookies);
  await page.goto(`${twinlens.url}/welcome`);
  await page.getByLabel('Name').fill('Grace Hopper');
  await page.getByLabel('E-mail').fill('grace@example.com');
  await page.getByLabel('Password').fill('long enough');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Jobs' }).waitFor();
  return page;
}

/** Nothing is captured until the test lets the worker go on. */
async function holdWorker(): Promise<() => void> {
  const worker = await twinlens.pidOf('worker');
  const goOn = () => void process.kill(worker, 'SIGCONT');
  process.kill(worker, 'SIGSTOP');
  onTestFinished(goOn);
  return goOn;
}

test('shards under a nonce, ended by `happo finalize` with what was left out', async () => {
  await send([button, sheet, text], ['parts1', 'parts1']);
  await reportOf('parts1');
  const nonce = 'build 7';
  const job = await post('/api/jobs/parts1/parts2', {});
  const [first, second] = await Promise.all([
    capturesOf([{ ...button, color: 'red' }], 'shard1'),
    capturesOf([{ component: 'New' }], 'shard2'),
  ]);
  const batches = [first, second, [...first, ...second]];
  const answers = await Promise.all(
    batches.map((requestIds) => post('/api/async-reports/parts2', { requestIds, nonce })),
  );
  expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
  await Promise.all(['shard1', 'shard2'].map(reportOf));
  expect((await getJob(job.id)).state).toBe('pending');

  const left = JSON.stringify([{ component: 'Sheet', variant: 'wide', target: 'chrome' }]);
  const finalize = ['finalize', '--nonce', nonce, '--skippedExamples', left];
  for (const _ of ['once', 'once more']) await send([button], ['parts1', 'parts2'], ...finalize);
  expect(await person.compared('parts1', 'parts2')).toMatchObject({
    counts: { changed: 1, added: 1, deleted: 1, unchanged: 1 },
    origins: { rendered: 2, carriedOver: 1, sources: ['parts1'] },
  });
  expect((await getJob(job.id)).state).toBe('needs-review');
});

test('--skip with a baseline that is still being captured', async () => {
  const goOn = await holdWorker();
  await send([button, sheet, text], ['slow1', 'slow1']);
  const skip = JSON.stringify([{ component: 'Sheet' }, { component: 'Text', variant: 'plain' }]);
  await send([{ ...button, color: 'red' }, sheet, text], ['slow1', 'slow2'], '--skip', skip);
  const params = { account: person.account, project: person.project, sha1: 'slow1', sha2: 'slow2' };
  expect((await person.read(operations.getComparison, { params })).state).toBe('pending');
  goOn();
  expect(await person.compared('slow1', 'slow2')).toMatchObject({
    counts: { changed: 1, added: 0, deleted: 0, unchanged: 2 },
    origins: { rendered: 1, carriedOver: 2, sources: ['slow1'] },
  });

  const page = await openPages();
  await page.goto(`${twinlens.url}/a/${person.account}/report/slow2?p=${person.project}`);
  await page.getByText('1 rendered, 2 carried over from slow1').waitFor();
  const tabs = page.getByRole('navigation', { name: 'Origins of snapshots' });
  await tabs.getByRole('link', { name: 'Carried over' }).click();
  const titles = page.locator('.snapshot-title');
  await eventually('nothing but what was carried over is shown', async () => {
    const shown = (await titles.allTextContents()).join();
    return shown === 'SheetCarried over,TextCarried over';
  });
  expect(await findViolations(page)).toEqual([]);
});

test('`orchestrate` before, between and after the runs of two projects', async () => {
  const projects = ['web', 'pages'];
  for (const place of [0, 1, 2]) {
    const shas: [string, string] = [`orchestra${place}`, `orchestra${place}`];
    const announce = () => post(`/api/jobs/${shas.join('/')}/orchestrate`, { projects, link: '' });
    const run = (project: string) => send([button], shas, '--project', project);
    let job = place === 0 ? await announce() : null;
    await run('web');
    if (place === 1) job = await announce();
    await run('pages');
    const { id } = await announce();
    expect(job?.id ?? id).toBe(id);
    const ended = await eventually(`the job of ${shas[1]} ends`, async () => {
      const found = await getJob(id);
      return found.state !== 'pending' && found;
    });
    expect(ended).toMatchObject({ orchestrated: true, state: 'success' });
    expect(ended.projects.map(({ project }) => project.name)).toEqual(['pages', 'web']);
  }
});
