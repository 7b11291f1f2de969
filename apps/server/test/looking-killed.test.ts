/** A verdict that waits for many pairs to be looked at, and whose server is killed in between. */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '@twinlens/contract';
import { endServer, eventually, launchServer } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { openDatabase } from '@twinlens/visual-tests';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../src/server.ts';
import { configOf } from './installation.ts';
import { whenReady } from './server-process.ts';
import { newItem, TestClient } from './test-client.ts';
import { TestWorker } from './test-worker.ts';

const pairs = 100;

let folder: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-looking-'));
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

test('the next server looks at what is left, and gives the verdict', async () => {
  const databaseUrl = await createPostgresDatabase();
  child = launchServer(folder, { DATABASE_URL: databaseUrl });
  const { url, tenant } = await whenReady(child);
  const client = new TestClient(url, tenant);
  await client.asPerson(operations.setPolicy, {
    params: { account: 1, project: 1 },
    body: { deepCompare: { compareThreshold: 0.002 }, passes: [], rules: [] },
  });
  const worker = new TestWorker(url);
  await client.report('base', await client.request(newItem()));
  await client.report('head', await client.request(newItem()));
  await client.compare('base', 'head');
  for (const side of ['before', 'after']) {
    const shown = Array.from({ length: pairs }, (_, index) => ({
      component: `Component ${index}`,
      colour: `${side} ${index}`,
    }));
    await worker.finish(await worker.take(), shown);
  }

  const database = await openDatabase({ url: databaseUrl });
  const countSeen = async () => {
    const seen = database.db.selectFrom('diff').where('engine', 'is not', null);
    return (await seen.select('before_image').execute()).length;
  };
  await eventually('some pairs are seen', async () => (await countSeen()) > 0);
  await endServer(child, 'SIGKILL');
  expect(await countSeen()).toBeLessThan(pairs);
  await database.close();

  const second = await startServer({ config: configOf(folder, databaseUrl) });
  // What the server that is gone was looking at is left to it for two minutes.
  second.ctx.now = () => new Date(Date.now() + 10 * 60_000);
  try {
    const later = new TestClient(second.url, {
      ...tenant,
      session: { ...tenant.session, origin: second.url },
    });
    const comparison = await eventually('there is a verdict', async () => {
      const found = await later.comparison('base', 'head');
      return found.state !== 'pending' && found;
    });
    // Some colours are so close that they pass.
    const { changed, tolerated } = comparison.counts;
    expect(changed + tolerated).toBe(pairs);
    expect(changed).toBeGreaterThan(0);
  } finally {
    await second.close();
  }
}, 180_000);
