/** Two servers that keep nothing of their own: PostgreSQL and a bucket hold everything. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { type ObjectStore, startObjectStore } from '@twinlens/testing/objects';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Server, startServer } from '../src/server.ts';
import { addTenant, configOf, type Tenant } from './installation.ts';
import { newItem, TestClient } from './test-client.ts';
import { TestWorker } from './test-worker.ts';

let folder: string;
let objects: ObjectStore;
let databaseUrl: string;
let servers: [Server, Server];

const installationKey = randomBytes(32);

const settings = (name: string, { endpoint, bucket } = objects) => ({
  ...configOf(join(folder, name), databaseUrl),
  installationKey,
  bucket: { endpoint, bucket, region: 'us-east-1' },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-cluster-'));
  objects = await startObjectStore();
  databaseUrl = await createPostgresDatabase();
  servers = await Promise.all([
    startServer({ config: settings('one') }),
    startServer({ config: settings('other') }),
  ]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await objects.stop();
  await rm(folder, { recursive: true, force: true });
});

async function clientsOf(name: string): Promise<[TestClient, TestClient]> {
  const tenant: Tenant = await addTenant(servers[0].ctx, name);
  // Neither has an address of its own here, so each takes pages of itself only.
  const [one, other] = servers.map(
    ({ url }) => new TestClient(url, { ...tenant, session: { ...tenant.session, origin: url } }),
  );
  if (one === undefined || other === undefined) throw new Error('two servers are asked for');
  return [one, other];
}

test('a picture that came by one server is seen and decided on at the other', async () => {
  const [one, other] = await clientsOf('pictures');
  const [worker, otherWorker] = [new TestWorker(one.origin), new TestWorker(other.origin)];
  await one.report('base', await one.request(newItem()));
  await otherWorker.finish(await otherWorker.take(), [{ component: 'Button' }]);
  await other.start('base', 'head');
  await other.report('head', await other.request(newItem()));
  await one.compare('base', 'head');
  await worker.finish(await worker.take(), [{ component: 'Button', colour: 'red' }]);

  const report = await other.snapshots('head');
  const { pathname } = new URL(report?.snapshots[0]?.image.url ?? '');
  const bytes = await Promise.all(
    servers.map(async (server) => {
      const answer = await fetch(server.url + pathname);
      expect(answer.headers.get('content-type')).toBe('image/png');
      return Buffer.from(await answer.arrayBuffer()).toString('base64');
    }),
  );
  expect(bytes[0]).toBe(bytes[1]);

  const comparison = await one.comparison('base', 'head');
  await one.decide(comparison.id, 'accepted');
  expect(await other.comparison('base', 'head')).toMatchObject({ state: 'success' });
});

test('a worker that waits at one server gets what is asked for at the other', async () => {
  const [one, other] = await clientsOf('waiting');
  const waiting = new TestWorker(other.origin).tryTake(20_000);
  const [id] = await one.request(newItem());
  expect((await waiting)?.snapRequestId).toBe(id);
});

test('servers refuse a bucket that is not the one of their database', async () => {
  const empty = await startObjectStore();
  onTestFinished(empty.stop);
  await expect(startServer({ config: settings('empty', empty) })).rejects.toThrow(
    'the store is empty, and the database speaks of what was in it',
  );
  const databaseOfOthers = await createPostgresDatabase();
  await expect(
    startServer({ config: { ...settings('others'), databaseUrl: databaseOfOthers } }),
  ).rejects.toThrow('the store belongs to another database');
});

test('servers refuse to start with another key than the one that sealed what is there', async () => {
  const config = { ...settings('key'), installationKey: randomBytes(32) };
  await expect(startServer({ config })).rejects.toThrow(/key/);
});
