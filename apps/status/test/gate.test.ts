/** A required check while the service is gone: the real server is killed, and comes back. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { call, operations, statusOperations } from '@twinlens/contract';
import { eventually, signIn } from '@twinlens/testing';
import { type GithubDouble, startGithubDouble } from '@twinlens/testing/forges';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  newPlace,
  type ServerPlace,
  type ServerProgram,
  serviceToken,
  startServerProgram,
} from './server-program.ts';
import { quietSettings, type StatusProgram, startStatus } from './status-program.ts';

const newSha = () => randomBytes(20).toString('hex');
const base = newSha();

let github: GithubDouble;
let server: ServerProgram;
let status: StatusProgram;
let place: ServerPlace;
let settings: unknown;

beforeAll(async () => {
  [github, place] = await Promise.all([startGithubDouble(), newPlace()]);
  server = await startServerProgram(place);
  const { account, read } = await signIn(server);
  await read(operations.addDestination, {
    params: { account },
    body: {
      kind: 'github',
      settings: { api: github.api, repository: github.repository },
      secret: github.token,
    },
  });
  settings = {
    ...quietSettings,
    monitors: [
      {
        id: 'api',
        title: 'API',
        component: 'api',
        everySeconds: 1,
        probe: { kind: 'http', url: `${server.url}/health/ready` },
      },
    ],
    whenUnavailable: {
      policy: 'closed',
      afterSeconds: 2,
      projects: [{ account, project: 'shop', policy: 'open', afterSeconds: 2 }],
    },
  };
  status = await startStatus({
    watch: server.url,
    env: { TWINLENS_STATUS_TOKEN: serviceToken },
    settings,
  });
});
afterAll(async () => {
  await Promise.all([status?.stop(), server?.stop('SIGKILL'), github?.close()]);
  await rm(place.dataFolder, { recursive: true, force: true });
});

const client = () => {
  const basic = Buffer.from(`${server.apiKey}:${server.apiSecret}`).toString('base64');
  return { origin: server.url, headers: { authorization: `Basic ${basic}` } };
};

const startJob = (sha2: string, project: string) =>
  call(client(), operations.startJob, {
    params: { sha1: base, sha2 },
    body: { project, link: `https://${github.repository}/pull/7` },
  });

const endJob = (sha2: string, project: string, outcome: 'success' | 'failure') =>
  call(client(), operations.cancelJob, {
    params: { sha1: base, sha2 },
    body: { project, message: 'it broke', status: outcome },
  });

const stands = (sha: string, context: string, state: string, description: RegExp) =>
  eventually(`${sha} is ${state}, and not ${JSON.stringify(github.standing(sha))}`, () => {
    const found = github.standing(sha)[context];
    return Promise.resolve(found?.state === state && description.test(found.description));
  });

const unsettled = async () => {
  const answer = await call(status.operator, statusOperations.listStandIns, {});
  return answer?.standIns ?? [];
};

test('waiting commits are let through or told why they wait, red ones stay red, and all get their verdict', async () => {
  const [open, closed, red, lateRed, green] = [newSha(), newSha(), newSha(), newSha(), newSha()];
  for (const sha of [open, red, lateRed, green]) await startJob(sha, 'shop');
  await startJob(closed, 'default');
  await endJob(red, 'shop', 'failure');
  await stands(red, 'Twinlens: shop', 'failure', /./);
  for (const sha of [open, lateRed, green]) await stands(sha, 'Twinlens: shop', 'pending', /./);
  await stands(closed, 'Twinlens', 'pending', /./);
  // The status program has heard of them all; its own page says so of nobody.
  await eventually('the commits were heard of', async () => {
    const seen = readKept(status.dataFolder).map(({ sha }) => sha);
    return [open, lateRed, green, closed].every((sha) => seen.includes(sha)) && !seen.includes(red);
  });
  const isRed = { sha: lateRed, context: 'Twinlens: shop', targetUrl: 'https://example.org/job' };

  await server.stop('SIGKILL');
  // Told with the server's last breath: nobody but the forge knows.
  github.statuses.push({ ...isRed, state: 'failure', description: '2 changes need review' });

  await stands(open, 'Twinlens: shop', 'success', /^Twinlens is unavailable, not blocking \(http/);
  await stands(green, 'Twinlens: shop', 'success', /not blocking/);
  await stands(closed, 'Twinlens', 'pending', /^Twinlens is unavailable, the verdict follows/);
  await eventually('all are noted', async () => (await unsettled()).length === 4);
  const { targetUrl = '' } =
    github.statuses.find(({ sha, state }) => sha === open && state === 'success') ?? {};
  expect(await (await fetch(targetUrl)).text()).toContain('API not available');
  expect(github.standing(red)['Twinlens: shop']?.state).toBe('failure');
  expect(github.standing(lateRed)['Twinlens: shop']?.state).toBe('failure');
  expect(new Set((await unsettled()).map(({ sha, state }) => `${sha} ${state}`))).toEqual(
    new Set([`${open} written`, `${green} written`, `${closed} written`, `${lateRed} left`]),
  );

  server = await startServerProgram(place);
  // What truly is, is told again, though the server had said it before.
  await stands(open, 'Twinlens: shop', 'pending', /being taken/);
  await stands(closed, 'Twinlens', 'pending', /being taken/);
  await endJob(open, 'shop', 'failure');
  await endJob(green, 'shop', 'success');
  await endJob(lateRed, 'shop', 'failure');
  await endJob(closed, 'default', 'success');
  await stands(open, 'Twinlens: shop', 'failure', /it broke/);
  await stands(green, 'Twinlens: shop', 'success', /No changes/);
  await stands(closed, 'Twinlens', 'success', /No changes/);
  await eventually('every commit has its verdict', async () => (await unsettled()).length === 0);
  expect(github.standing(red)['Twinlens: shop']?.state).toBe('failure');
});

test('a server that refuses the token is not gone: nobody is let through', async () => {
  const sha = newSha();
  await startJob(sha, 'shop');
  await stands(sha, 'Twinlens: shop', 'pending', /being taken/);
  await eventually('the commit was heard of', async () =>
    readKept(status.dataFolder).some((row) => row.sha === sha),
  );
  await status.stop();
  const { dataFolder } = status;
  const refused = { TWINLENS_STATUS_TOKEN: 'a token that is not the one of the server' };
  status = await startStatus({ watch: server.url, dataFolder, settings, env: refused });
  await eventually('it has asked twice and was refused', async () => {
    const { silent } = readService(dataFolder);
    if (silent !== null) throw new Error('taken for an outage');
    return status.errors().split('the token of the status program is missing or wrong').length > 2;
  });
  expect(github.standing(sha)['Twinlens: shop']?.state).toBe('pending');
  await status.stop();
  status = await startStatus({
    watch: server.url,
    dataFolder,
    settings,
    env: { TWINLENS_STATUS_TOKEN: serviceToken },
  });
});

test('without its key file the store gives no token away', async () => {
  const sha = newSha();
  await startJob(sha, 'shop');
  await eventually('the commit was heard of', async () =>
    readKept(status.dataFolder).some((row) => row.sha === sha),
  );
  const kept = JSON.stringify(readKept(status.dataFolder));
  expect(kept).toContain(github.repository);
  expect(kept).not.toContain(github.token);
});

function readService(folder: string): { silent: number | null } {
  const db = new DatabaseSync(`${folder}/status.sqlite`, { readOnly: true });
  const row = db.prepare('select silent_since as silent from service').get();
  db.close();
  return { silent: row?.silent === null ? null : Number(row?.silent) };
}

/** What a thief of the store would read. */
function readKept(folder: string): { sha: string }[] {
  const db = new DatabaseSync(`${folder}/status.sqlite`, { readOnly: true });
  const rows = db
    .prepare(
      'select * from waiting_commit w left join forge_access f on f.destination = w.destination',
    )
    .all();
  db.close();
  return rows as unknown as { sha: string }[];
}
