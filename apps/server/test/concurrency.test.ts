/** Many clients and workers at once, on two servers that share a database and a folder. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noTelemetry } from '@twinlens/telemetry';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Server, startServer } from '../src/server.ts';
import { addTenant, workerToken } from './installation.ts';
import { newItem, TestClient } from './test-client.ts';
import { TestWorker } from './test-worker.ts';

let dataFolder: string;
let servers: Server[];

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'twinlens-servers-'));
  const databaseUrl = await createPostgresDatabase();
  const config = {
    dataFolder,
    databaseUrl,
    bucket: null,
    installationKey: null,
    host: '127.0.0.1',
    port: 0,
    origin: null,
    workerToken,
    statusToken: null,
    githubOidc: { issuer: 'https://issuer.invalid', audience: 'happo' },
    mail: null,
    privateDestinations: false,
    logLevel: 'error' as const,
    telemetry: noTelemetry,
  };
  // Both find an empty database and bring it up to date.
  servers = await Promise.all([startServer({ config }), startServer({ config })]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(dataFolder, { recursive: true, force: true });
});

const originOf = (index: number) => servers[index % servers.length]?.url ?? '';

async function clientOfNewAccount(name: string): Promise<TestClient> {
  const [server] = servers;
  if (server === undefined) throw new Error('no server runs');
  return new TestClient(server.url, await addTenant(server.ctx, name));
}

/** Everybody at once, on both servers in turn. */
const together = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));

test('servers that start together have one first account and one key', async () => {
  expect(new Set(servers.map((server) => server.apiKey)).size).toBe(1);
});

test('50 captures done by 8 workers make one report, with nothing lost or doubled', async () => {
  const client = await clientOfNewAccount('many workers');
  const ids = await client.request(...Array.from({ length: 50 }, () => newItem()));
  await client.start('base', 'head');
  await client.report('head', ids);
  await client.compare('base', 'head');

  const taken: number[] = [];
  await together(8, async (index) => {
    const worker = new TestWorker(originOf(index));
    for (;;) {
      const lease = await worker.tryTake();
      if (lease === undefined) return;
      taken.push(lease.snapRequestId);
      const component = `Component ${lease.snapRequestId}`;
      await worker.finish(lease, [
        { component, colour: 'the same for all' },
        { component, variant: 'own', colour: component },
      ]);
    }
  });
  expect(taken.toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b));
  const report = await client.snapshots('head');
  expect(report?.total).toBe(100);
  expect(new Set(report?.snapshots.map((snapshot) => snapshot.component)).size).toBe(50);
  expect(await client.comparison('base', 'head')).toMatchObject({
    state: 'needs-review',
    counts: { added: 100 },
  });
});

test('reports whose last two results land at once are complete, every time', async () => {
  const client = await clientOfNewAccount('pairs');
  for (let round = 0; round < 10; round += 1) {
    const sha = `round ${round}`;
    await client.report(sha, await client.request(newItem(), newItem()));
    const workers = [new TestWorker(originOf(0)), new TestWorker(originOf(1))];
    const leases = await Promise.all(workers.map((worker) => worker.take()));
    await Promise.all(
      workers.map((worker, index) => {
        const lease = leases[index];
        if (lease === undefined) throw new Error('there was nothing to take');
        return worker.finish(lease, [{ component: `Component ${index}` }]);
      }),
    );
    expect((await client.snapshots(sha))?.total).toBe(2);
  }
});

test('a capture that ends while its report and comparison are asked for is not missed', async () => {
  const client = await clientOfNewAccount('races');
  const worker = new TestWorker(originOf(1));
  for (let round = 0; round < 10; round += 1) {
    const sha = `round ${round}`;
    const ids = await client.request(newItem());
    const lease = await worker.take();
    await Promise.all([
      worker.finish(lease, [{ component: 'Button' }]),
      client.report(sha, ids),
      client.compare('base', sha),
    ]);
    expect((await client.comparison('base', sha)).state).toBe('needs-review');
  }
});

test('shards that post, finalize and are captured all at once make one report of all of them', async () => {
  const client = await clientOfNewAccount('shards');
  for (let round = 0; round < 3; round += 1) {
    const sha = `round ${round}`;
    const nonce = `build ${round}`;
    const ids: number[] = [];
    await together(8, async (index) => {
      const shard = new TestClient(originOf(index), client.tenant);
      const worker = new TestWorker(originOf(index + 1));
      const own: number[] = [];
      await shard.start('base', sha);
      for (let batch = 0; batch < 3; batch += 1) {
        const posted = await shard.request(newItem());
        own.push(...posted);
        await shard.report(sha, posted, { nonce });
        const lease = await worker.take();
        await worker.finish(lease, [{ component: `Component ${lease.snapRequestId}` }]);
      }
      await shard.report(sha, own, { nonce });
      // One of them is early: the others come late, after its finalize.
      if (index === 3) await shard.finalize(sha, nonce, { skip: [] });
      ids.push(...own);
    });
    await Promise.all([client.finalize(sha, nonce, { skip: [] }), client.compare('base', sha)]);
    expect(await client.names(sha)).toEqual(ids.map((id) => `Component ${id} default`).sort());
    expect((await client.comparison('base', sha)).counts).toMatchObject({ added: 24, deleted: 0 });
  }
});

test('runs and the call that announces them all, at once, have one job', async () => {
  const client = await clientOfNewAccount('orchestra');
  const projects = ['one', 'two', 'three'];
  const jobs = await together(8, (index) => {
    const one = new TestClient(originOf(index), client.tenant);
    const project = projects[index % projects.length] ?? '';
    return index % 2 === 0 ? one.start('a', 'b', { project }) : one.orchestrate('a', 'b', projects);
  });
  expect(new Set(jobs.map((job) => job?.id)).size).toBe(1);
  const job = await client.wholeJob(jobs[0]?.id);
  expect(job).toMatchObject({ orchestrated: true, state: 'pending' });
  expect(Object.keys(job.states).sort()).toEqual(projects.toSorted());
});

test('the same call from many at once has one effect', async () => {
  const client = await clientOfNewAccount('repetition');
  const clients = (index: number) => new TestClient(originOf(index), client.tenant);
  const items = [newItem(), newItem()];
  const requested = await together(8, (index) => clients(index).request(...items));
  const [ids = []] = requested;
  expect(requested).toEqual(requested.map(() => ids));
  const idsOf = async (run: (client: TestClient) => Promise<{ id: number } | undefined>) =>
    new Set((await together(8, (index) => run(clients(index)))).map((answer) => answer?.id)).size;
  expect(await idsOf((one) => one.start('a', 'b', { project: 'made on demand' }))).toBe(1);
  expect(await idsOf((one) => one.report('b', ids))).toBe(1);
  expect(await idsOf((one) => one.compare('a', 'b'))).toBe(1);
});
