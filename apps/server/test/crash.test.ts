/** The server process itself: started, killed in the middle of work, started again, stopped. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePng } from '@twinlens/image-diff';
import { endServer, launchServer } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyUsedFolder } from './installation.ts';
import { picture } from './picture.ts';
import { whenReady } from './server-process.ts';
import { newItem, TestClient } from './test-client.ts';
import { TestWorker } from './test-worker.ts';

let dataFolder: string;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'twinlens-crash-'));
  await copyUsedFolder(dataFolder);
});
afterEach(async () => {
  for (const child of children) await endServer(child, 'SIGKILL');
  await rm(dataFolder, { recursive: true, force: true });
});

/** On the embedded database, where nothing else is said. */
function launch(folder = dataFolder, env: Record<string, string> = {}): ChildProcess {
  const child = launchServer(folder, env);
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

const launchOnPostgres = async () =>
  launch(join(dataFolder, 'of-postgres'), { DATABASE_URL: await createPostgresDatabase() });

async function start(
  launched = launch(),
): Promise<{ child: ChildProcess; client: TestClient; worker: TestWorker }> {
  const { child, url, tenant } = await whenReady(launched);
  return { child, client: new TestClient(url, tenant), worker: new TestWorker(url) };
}

test('loses nothing it has acknowledged when it is killed, and goes on after', async () => {
  const first = await start();
  const requested = await first.client.request(newItem());
  const held = await first.worker.take();
  const finished: number[] = [];
  // A client sends until the server is gone under it.
  const build = (async () => {
    for (;;) requested.push(...(await first.client.request(newItem(), newItem())));
  })();
  const stopped = expect(build).rejects.toMatchObject({ code: 'unavailable' });
  while (finished.length < 8) {
    const lease = await first.worker.tryTake(1000);
    if (lease === undefined) continue;
    const component = `Component ${lease.snapRequestId}`;
    await first.worker.finish(lease, [{ component, colour: component }]);
    finished.push(lease.snapRequestId);
  }
  first.child.kill('SIGKILL');
  await stopped;

  const second = await start();
  const { client, worker } = second;
  await client.report('head', requested);
  // A lease survives too: what was held can be finished, what was finished stays so.
  await worker.finish(held, [{ component: `Component ${held.snapRequestId}` }]);
  for (let lease = await worker.tryTake(); lease; lease = await worker.tryTake()) {
    expect(finished).not.toContain(lease.snapRequestId);
    await worker.finish(lease, [{ component: `Component ${lease.snapRequestId}` }]);
  }
  const report = await client.snapshots('head');
  expect(report?.total).toBe(requested.length);
  for (const { component, image } of report?.snapshots ?? []) {
    const answer = await fetch(image.url);
    expect(answer.status).toBe(200);
    const { rgba } = decodePng(new Uint8Array(await answer.arrayBuffer()));
    const own = finished.some((id) => component === `Component ${id}`);
    const drawn = picture(own ? component : 'grey');
    expect(Buffer.from(rgba).equals(Buffer.from(decodePng(drawn.bytes).rgba))).toBe(true);
  }
  await endServer(second.child, 'SIGTERM');
});

test('stops when asked: a worker that waits is answered, and the exit is clean', async () => {
  const { child, worker } = await start(await launchOnPostgres());
  const waiting = worker.tryTake(30_000);
  // Answered while the other call waits; so the other has arrived before the signal does.
  await worker.tryTake(0);
  const code = endServer(child, 'SIGTERM');
  expect(await waiting).toBeUndefined();
  expect(await code).toBe(0);
});

test('ends with the process that started it', async () => {
  const { child } = await start(await launchOnPostgres());
  const exit = once(child, 'exit');
  child.disconnect();
  expect(await exit).toEqual([0, null]);
});

test('refuses a folder another server uses, and says so', async () => {
  await start();
  const second = launch();
  const output: string[] = [];
  second.stdout?.on('data', (chunk) => output.push(String(chunk)));
  const [code] = await once(second, 'close');
  expect(code).toBe(1);
  expect(output.join('')).toContain('in use by another Twinlens server');
});

test('removes what a server killed long ago left unfinished, and nothing younger', async () => {
  const staging = join(dataFolder, 'store', 'staging');
  await mkdir(staging, { recursive: true });
  await writeFile(join(staging, 'left'), 'half a picture');
  await writeFile(join(staging, 'being-written'), 'half a picture');
  const hoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  await utimes(join(staging, 'left'), hoursAgo, hoursAgo);
  await start();
  expect(await readdir(staging)).toEqual(['being-written']);
});
