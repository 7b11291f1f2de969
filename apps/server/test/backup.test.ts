/** Everything is lost, and comes back from a backup: by the command, as it is typed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerReady } from '@twinlens/contract';
import { runProgram } from '@twinlens/testing';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { type ObjectStore, startObjectStore } from '@twinlens/testing/objects';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookiesOf, postLink, type Tenant, workerToken } from './installation.ts';
import { newItem, TestClient } from './test-client.ts';
import { TestWorker } from './test-worker.ts';

const server = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const twinlens = fileURLToPath(new URL('../../twinlens/src/main.ts', import.meta.url));

/** The address people use, whichever server stands behind it. */
const origin = 'http://twinlens.test';

type Place = Record<string, string>;

let folder: string;
let objects: ObjectStore[];
const children = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-backup-'));
  objects = await Promise.all([startObjectStore(), startObjectStore()]);
});
afterAll(async () => {
  for (const child of children) await kill(child);
  for (const store of objects) await store.stop();
  await rm(folder, { recursive: true, force: true });
});

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const settings = {
  TWINLENS_PORT: '0',
  TWINLENS_ORIGIN: origin,
  TWINLENS_WORKER_TOKEN: workerToken,
  TWINLENS_LOG_LEVEL: 'error',
};

async function launch(place: Place): Promise<{ child: ChildProcess; ready: ServerReady }> {
  const child = spawn(process.execPath, [server], {
    env: { ...settings, ...place },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.add(child);
  const [message] = await once(child, 'message');
  return { child, ready: message as ServerReady };
}

const run = (place: Place, ...args: string[]) =>
  runProgram(process.execPath, [twinlens, ...args], { cwd: folder, env: place, timeoutMs: 60_000 });

async function tenantOf(ready: ServerReady): Promise<Tenant> {
  const link = new URL(ready.signInUrl);
  const cookie = cookiesOf(await postLink(ready.url + link.pathname + link.search));
  const credentials = Buffer.from(`${ready.apiKey}:${ready.apiSecret}`).toString('base64');
  return {
    accountId: 1,
    projectId: 1,
    userId: '',
    session: { cookie, origin },
    apiKey: ready.apiKey,
    client: { authorization: `Basic ${credentials}` },
  };
}

/** Everything a reviewer sees of the two commits, pictures included. */
async function lookAt(client: TestClient) {
  const [base, head] = await Promise.all([client.snapshots('base'), client.snapshots('head')]);
  const pictures: string[] = [];
  for (const { image } of head?.snapshots ?? []) {
    const answer = await fetch(image.url.replace(origin, client.origin));
    pictures.push(Buffer.from(await answer.arrayBuffer()).toString('base64'));
  }
  const comparison = await client.comparison('base', 'head');
  return JSON.parse(JSON.stringify({ base, head, comparison, pictures }));
}

const key = randomBytes(32).toString('hex');

const bucketOf = ({ endpoint, bucket, credentials }: ObjectStore) => ({
  TWINLENS_S3_ENDPOINT: endpoint,
  TWINLENS_S3_BUCKET: bucket,
  TWINLENS_INSTALLATION_KEY: key,
  ...credentials,
});

const places: { kind: string; of: (index: 0 | 1) => Promise<Place> }[] = [
  { kind: 'one folder', of: async (index) => ({ TWINLENS_DATA: join(folder, `data-${index}`) }) },
  {
    kind: 'PostgreSQL and a bucket',
    of: async (index) => ({
      TWINLENS_DATA: join(folder, `temporary-${index}`),
      DATABASE_URL: await createPostgresDatabase(),
      ...bucketOf(objects[index] as ObjectStore),
    }),
  },
];

/** The embedded database is made twice, which takes a while: `npm run test:databases`. */
const chosen = process.env.TWINLENS_TEST_DATABASES === 'both' ? places : places.slice(1);

describe.each(chosen)('an installation on $kind', ({ kind, of }) => {
  const backups = () => join(folder, `backups of ${kind}`);

  test('is backed up while it runs, lost, and restored as it was', async () => {
    const place = await of(0);
    const { child, ready } = await launch(place);
    const tenant = await tenantOf(ready);
    const client = new TestClient(ready.url, tenant);
    const worker = new TestWorker(ready.url);
    await client.report('base', await client.request(newItem()));
    await worker.finish(await worker.take(), [{ component: 'Button' }]);

    const first = await run(place, 'backup', backups());
    expect(first.stderr).toBe('');
    expect(first.stdout).toMatch(/rows, \d+ objects, \d+ of them new/);

    await client.start('base', 'head');
    await client.report('head', await client.request(newItem()));
    await client.compare('base', 'head');
    await worker.finish(await worker.take(), [
      { component: 'Button', colour: 'red' },
      { component: 'Line\u2028break "quoted" \\ (and) , {more}', variant: 'ünï\ncode' },
    ]);
    const before = await lookAt(client);
    expect(before.comparison.counts).toMatchObject({ changed: 1, added: 1 });
    // This one waits when everything ends.
    await client.report('later', await client.request(newItem()));

    const second = await run(place, 'backup', backups());
    const [, all, fresh] = /(\d+) objects, (\d+) of them new/.exec(second.stdout) ?? [];
    expect(Number(fresh)).toBeGreaterThan(0);
    expect(Number(fresh)).toBeLessThan(Number(all));
    expect((await run(place, 'backup', 'verify', backups())).stdout).toContain('2 backups,');

    await kill(child);
    const elsewhere = await of(1);
    const restored = await run(elsewhere, 'restore', backups());
    expect(restored.stderr).toBe('');
    const again = await launch(elsewhere);
    expect(again.ready.apiSecret).toBe(ready.apiSecret);
    // The session of before is good still: nobody signs in anew.
    const later = new TestClient(again.ready.url, tenant);
    expect(await lookAt(later)).toEqual(before);

    const next = new TestWorker(again.ready.url);
    await next.finish(await next.take(), [{ component: 'Card' }]);
    expect(await later.names('later')).toEqual(['Card default']);
    await kill(again.child);

    const refused = await run(elsewhere, 'restore', backups());
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('nothing is restored over what is there');
  }, 180_000);

  test('is told which of its backups are damaged', async () => {
    const damaged = join(folder, `damaged backups of ${kind}`);
    await cp(backups(), damaged, { recursive: true });
    const objects = await readdir(join(damaged, 'objects'), {
      recursive: true,
      withFileTypes: true,
    });
    const one = objects.find((entry) => entry.isFile());
    const object = join(one?.parentPath ?? '', one?.name ?? '');
    await writeFile(object, Buffer.from(await readFile(object)).fill(0, 0, 1));
    const [oldest = ''] = (await readdir(damaged)).sort();
    await rm(join(damaged, oldest, 'table-person.gz'));

    const verified = await run({}, 'backup', 'verify', damaged);
    expect(verified.code).toBe(1);
    expect(verified.stdout).toContain(`${one?.name}`);
    expect(verified.stdout).toContain('table-person.gz is damaged');
    expect(verified.stdout).toContain('2 problems');
  });
});

test('what there is no backup of is said', async () => {
  const data = { TWINLENS_DATA: join(folder, 'nothing') };
  const none = await run(data, 'restore', join(folder, 'no backups'));
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no backup in') });
  const nothing = await run(data, 'backup', join(folder, 'no backups'));
  expect(nothing).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('has no installation'),
  });
});
