/** What every store does, and what is said of a bucket that cannot be used. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ObjectStore, startObjectStore } from '@twinlens/testing/objects';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openFolderStore } from '../src/store/folder-store.ts';
import { packageName, packName } from '../src/store/names.ts';
import { openS3Store } from '../src/store/s3-store.ts';
import type { Store, StoredObject } from '../src/store/store.ts';

let folder: string;
let objects: ObjectStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-store-'));
  objects = await startObjectStore();
});
afterAll(async () => {
  await objects.stop();
  await rm(folder, { recursive: true, force: true });
});

const locationOf = ({ endpoint, bucket }: ObjectStore) => ({
  endpoint,
  bucket,
  region: 'us-east-1',
});

const stores = [
  { kind: 'a folder', open: () => openFolderStore(join(folder, 'store')) },
  { kind: 'a bucket', open: () => openS3Store(locationOf(objects), join(folder, 'bucket')) },
];

let names = 0;
const newHash = () => (++names).toString(16).padStart(32, '0');
const text = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString();

describe.each(stores)('$kind', ({ open }) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });

  test('answers what was put, the last of it, and null for what was not', async () => {
    const name = packName(1, newHash());
    expect(await store.get(name)).toBeNull();
    expect(await store.read(name, 0, 10)).toBeNull();
    await store.put(name, Buffer.from('first'));
    expect(text(await store.read(name, 0, 100))).toBe('first');
    await store.put(name, Buffer.from('second'));
    expect(text(await store.get(name))).toBe('second');
    expect(text(await store.read(name, 1, 3))).toBe('eco');
  });

  test('lets one of those that create the same name do it', async () => {
    const name = packName(1, newHash());
    const made = await Promise.all(
      ['a', 'b', 'c', 'd'].map((one) => store.create(name, Buffer.from(one))),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(text(await store.get(name))).toBe(['a', 'b', 'c', 'd'][made.indexOf(true)]);
  });

  test('takes over a staged file, and has files for threads', async () => {
    const name = packageName(2, newHash());
    const staged = join(store.stagingFolder, 'arrived.part');
    await writeFile(staged, 'a package');
    await store.adopt(name, staged);
    await expect(readFile(staged)).rejects.toThrow('ENOENT');
    expect(await readFile(await store.fileOf(name), 'utf8')).toBe('a package');
  });

  test('lists everything that is kept, with another version where bytes are others', async () => {
    const list = () => Array.fromAsync<StoredObject>(store.list());
    const name = packName(3, newHash());
    await store.put(name, Buffer.from('one'));
    const before = (await list()).find((one) => one.name === name);
    expect(before).toMatchObject({ name, size: 3 });
    await store.put(name, Buffer.from('two'));
    const after = (await list()).find((one) => one.name === name);
    expect(after?.version).not.toBe(before?.version);
    await writeFile(join(store.stagingFolder, 'on-its-way.part'), 'not kept yet');
    expect((await list()).filter(({ name }) => /part|trial/.test(name))).toEqual([]);
  });

  test('is ready', () => expect(store.check()).resolves.toBeUndefined());
});

describe('a bucket that cannot be used', () => {
  const open = (change: Partial<ReturnType<typeof locationOf>>) =>
    openS3Store({ ...locationOf(objects), ...change }, join(folder, 'none'));

  test('is one that does not exist', () =>
    expect(open({ bucket: 'another-one' })).rejects.toThrow(
      /the bucket "another-one" at http:.*there is no such bucket: create it/,
    ));

  test('is one where nobody listens', () =>
    expect(open({ endpoint: 'http://127.0.0.1:9' })).rejects.toThrow('nobody listens there'));

  test('is one that overwrites what another server has written', async () => {
    const careless = await startObjectStore({ ignoresConditions: true });
    onTestFinished(careless.stop);
    await expect(open(locationOf(careless))).rejects.toThrow('honours conditional writes');
  });

  test.each([
    [403, 'AccessDenied', 'access is denied: let this user list the bucket'],
    [403, 'InvalidAccessKeyId', 'correct AWS_ACCESS_KEY_ID'],
    [403, 'SignatureDoesNotMatch', 'correct AWS_SECRET_ACCESS_KEY'],
    [403, 'RequestTimeTooSkewed', 'the clocks of this machine and of the store differ'],
    [400, 'AuthorizationHeaderMalformed', 'correct TWINLENS_S3_REGION'],
  ])('is one that answers %i %s', async (status, code, sentence) => {
    const server = createServer((_, response) =>
      response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    await expect(open({ endpoint: `http://127.0.0.1:${port}` })).rejects.toThrow(sentence);
  });
});
