/** A verdict that waits for many pairs to be looked at, and whose server is killed in between. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operations, type ServerReady } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { openDatabase } from '@twinlens/visual-tests';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../src/server.ts';
import { configOf, cookiesOf, postLink, workerToken } from './installation.ts';
import { newItem, TestClient } from './test-client.ts';
import { TestWorker } from './test-worker.ts';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));
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
  child = spawn(process.execPath, [program], {
    env: {
      TWINLENS_DATA: folder,
      TWINLENS_PORT: '0',
      TWINLENS_WORKER_TOKEN: workerToken,
      TWINLENS_LOG_LEVEL: 'error',
      DATABASE_URL: databaseUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [message] = await once(child, 'message');
  const ready = message as ServerReady;
  const credentials = Buffer.from(`${ready.apiKey}:${ready.apiSecret}`).toString('base64');
  const tenant = {
    accountId: 1,
    projectId: 1,
    userId: '',
    session: { cookie: cookiesOf(await postLink(ready.signInUrl)), origin: ready.url },
    apiKey: ready.apiKey,
    client: { authorization: `Basic ${credentials}` },
  };
  const client = new TestClient(ready.url, tenant);
  await client.asPerson(operations.setPolicy, {
    params: { account: 1, project: 1 },
    body: { deepCompare: { compareThreshold: 0.002 }, passes: [], rules: [] },
  });
  const worker = new TestWorker(ready.url);
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
  child.kill('SIGKILL');
  await once(child, 'exit');
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
