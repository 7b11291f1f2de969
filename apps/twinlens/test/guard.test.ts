/** The stock client in a build under `twinlens guard`: with the service there, and without it. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ReportManifest, SignedManifest } from '@twinlens/contract';
import {
  clientEnvironment,
  eventually,
  happoClient,
  type RunningTwinlens,
  runProgram,
  type SignedIn,
  signIn,
  startTwinlens,
} from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBaseline } from '../src/guard/baseline.ts';
import { compareManifests } from '../src/guard/compare-manifests.ts';
import { makeProject, type Project } from './clients-project.ts';

const main = resolve(import.meta.dirname, '../src/main.ts');
const newSha = () => randomBytes(20).toString('hex');

let folder: string;
let databaseUrl: string;
let twinlens: RunningTwinlens;
let person: SignedIn;
let project: Project;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-guard-'));
  databaseUrl = await createPostgresDatabase();
  twinlens = await startTwinlens({ dataFolder: join(folder, 'data'), databaseUrl });
  person = await signIn(twinlens);
  project = await makeProject(folder);
});
afterAll(async () => {
  await twinlens?.stop();
  await rm(folder, { recursive: true, force: true });
});

const guarded = (args: string[]) =>
  runProgram(process.execPath, [main, 'guard', ...args], {
    cwd: project.folder,
    env: clientEnvironment(project.folder, twinlens),
  });

const clientOn = (before: string, after: string) => [
  '--',
  process.execPath,
  happoClient,
  '--beforeSha',
  before,
  '--afterSha',
  after,
];

const examples = (color: string) => [
  { component: 'Button', color },
  { component: 'Card', color: 'black' },
];

test('with the service there nothing changes; without it the run is kept, and is the same run later', async () => {
  const [before, after] = [newSha(), newSha()];
  await project.configure({ examples: examples('black') });
  const spool = join(project.folder, '.twinlens-spool');
  // Clients end before what they sent is rendered; a build after that fetches it.
  await eventually('there is a baseline to fetch', async () => {
    const run = await guarded(clientOn(before, before));
    expect(run.stderr).not.toContain('twinlens guard');
    expect(run).toMatchObject({ code: 0 });
    return existsSync(spool);
  });
  expect(await readdir(spool)).toEqual(['baseline-default.json']);

  const port = Number(new URL(twinlens.url).port);
  await twinlens.stop('SIGTERM');
  await project.configure({ examples: examples('red') });
  const kept = await guarded(clientOn(before, after));
  // Rendered here, and compared with what was fetched by the run before.
  expect(kept.stderr).toMatch(
    new RegExp(
      `provisional: 1 differ from the baseline ${before} of .* \\(Button/default, chrome\\), 1 do not`,
    ),
  );
  expect(kept.code).toBe(76);
  const [run = ''] = (await readdir(spool)).filter((name) => /^\d/.test(name));
  for (const file of await readdir(join(spool, run))) {
    const content = await readFile(join(spool, run, file), 'utf8');
    expect(content).not.toContain(twinlens.apiSecret);
  }

  twinlens = await startTwinlens({ dataFolder: join(folder, 'data'), databaseUrl, port });
  const sent = await guarded(['replay', join(spool, run)]);
  expect(sent).toMatchObject({ code: 0, stderr: '' });
  const comparison = await person.compared(before, after);
  expect(comparison.counts).toMatchObject({ changed: 1, unchanged: 1, added: 0, deleted: 0 });
  expect(await readdir(spool)).toEqual([`${run}.sent`, 'baseline-default.json']);
}, 180_000);

test('a baseline that somebody has changed, or signed with another key, is not compared with', async () => {
  const place = { spool: join(project.folder, '.twinlens-spool'), project: 'default' };
  const file = join(place.spool, 'baseline-default.json');
  const signed = JSON.parse(await readFile(file, 'utf8')) as SignedManifest;
  expect(await readBaseline(place, signed.key)).toHaveProperty('manifest');
  expect(await readBaseline(place, signed.signature)).toEqual({
    problem: expect.stringContaining('another key'),
  });
  const manifest = signed.manifest.replace('"Button"', '"Botton"');
  await writeFile(file, JSON.stringify({ ...signed, manifest }));
  expect(await readBaseline(place, null)).toEqual({ problem: expect.stringContaining('changed') });
  expect(await readBaseline({ ...place, project: 'other' }, null)).toEqual({
    problem: expect.stringContaining('no baseline of project "other" was fetched'),
  });
});

const manifestOf = (pixels: Record<string, string | null>): ReportManifest => ({
  version: 1,
  project: 'default',
  sha: 'a',
  completedAt: '2026-01-01T00:00:00.000Z',
  snapshots: Object.entries(pixels).map(([component, name]) => ({
    component,
    variant: 'default',
    target: 'chrome',
    pixels: name,
  })),
});

test('nothing is the same that cannot be known', () => {
  const baseline = manifestOf({ Button: '1', Card: '2', Photo: null });
  const compare = (pixels: Record<string, string | null>) =>
    compareManifests(baseline, manifestOf(pixels));
  expect(compareManifests(manifestOf({ Button: '1' }), manifestOf({ Button: '1' }))).toMatchObject({
    outcome: 'same',
    same: 1,
  });
  expect(compare({ Button: '1', Card: '2', Photo: null })).toMatchObject({ outcome: 'unknown' });
  expect(compare({ Button: '1', Card: '2' })).toMatchObject({
    outcome: 'differs',
    differing: ['Photo/default, chrome (gone)'],
  });
  expect(compare({ Button: '1', Card: '3', Photo: null, Table: '4' })).toMatchObject({
    outcome: 'differs',
    differing: ['Card/default, chrome', 'Table/default, chrome (new)'],
  });
  expect(compareManifests(manifestOf({}), manifestOf({}))).toMatchObject({ outcome: 'unknown' });
});

test('a service that goes away during the run loses nothing: the run is made again, and kept', async () => {
  const service = createServer((request, response) => {
    response.end('{}');
    if (request.url !== '/gone') return;
    service.close();
    service.closeAllConnections();
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  // A client that needs the service to the end: it fails with it.
  const script = `
    const start = (path) => fetch(process.env.TWINLENS_URL + path, { method: 'POST', headers: {
      'content-type': 'application/json' }, body: '{}' });
    if (process.env.TWINLENS_URL === '${url}') { await start('/gone').catch(() => {}); process.exit(1); }
    process.exit((await start('/api/jobs/a/b')).ok ? 0 : 1);`;
  const run = await runProgram(
    process.execPath,
    [
      main,
      'guard',
      '--spool',
      'other',
      '--',
      process.execPath,
      '--input-type=module',
      '-e',
      script,
    ],
    { cwd: project.folder, env: clientEnvironment(folder, { ...twinlens, url }) },
  );
  expect(run.stderr).toContain('went away during the run');
  expect(run.code).toBe(75);
  const [kept = ''] = await readdir(join(project.folder, 'other'));
  const file = await readFile(join(project.folder, 'other', kept, 'run.json'), 'utf8');
  expect(JSON.parse(file)).toMatchObject({
    requests: [{ operation: 'startJob', params: { sha1: 'a', sha2: 'b' } }],
  });
});

test('a build that fails has failed, with the service or without', async () => {
  const away = { ...twinlens, url: 'http://127.0.0.1:1' };
  const exits = (code: number, env: Record<string, string>) =>
    runProgram(
      process.execPath,
      [main, 'guard', '--', process.execPath, '-e', `process.exit(${code})`],
      {
        cwd: project.folder,
        env,
      },
    );
  expect((await exits(3, clientEnvironment(folder, twinlens))).code).toBe(3);
  expect((await exits(3, clientEnvironment(folder, away))).code).toBe(3);
  const spool = join(project.folder, '.twinlens-spool');
  const runs = (await readdir(spool)).filter((name) => /^\d/.test(name));
  expect(runs.filter((name) => !name.endsWith('.sent'))).toEqual([]);
});
