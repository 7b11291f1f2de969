import { type BodyOf, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { uploadImage } from './image-upload.ts';
import { picture } from './picture.ts';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

type Body = BodyOf<typeof operations.createReport>;

const invalid = { code: 'invalid_request' };
const notFound = { code: 'not_found' };

function create(client: TestClient, sha: string, snaps: Body['snaps'], more: Partial<Body> = {}) {
  return client.call(operations.createReport, { params: { sha }, body: { snaps, ...more } });
}

async function snapOf(client: TestClient, component: string, colour: string) {
  const url = await uploadImage(client, picture(colour).bytes);
  return { component, variant: 'default', target: 'android', url };
}

const list = (client: TestClient, sha: string) =>
  client.call(operations.listSnapshots, { params: { sha } });

const complete = (client: TestClient, sha: string) =>
  client.call(operations.completeReport, { params: { sha }, body: {} });

const statusOf = (client: TestClient, sha: string) =>
  client.call(operations.getReportStatus, { params: { sha } });

async function names(client: TestClient, sha: string) {
  return ((await list(client, sha)) ?? []).map(({ component, variant }) => [component, variant]);
}

describe.each(databases)('reports made by clients on $name', (database) => {
  const wire = useWire(database);

  test('are complete at once, and answered as the clients know snapshots', async () => {
    const client = await wire.client();
    const button = await snapOf(client, 'Button', 'red');
    const status = await create(client, 'a', [button], { message: 'by hand' });
    expect(status).toMatchObject({
      sha: 'a',
      project: 'default',
      status: 'completed',
      url: expect.stringMatching(/\/report\/a$/),
      snapshotsCount: 1,
      completedAt: expect.any(String),
    });
    expect(await statusOf(client, 'a')).toEqual(status);
    expect(await list(client, 'a')).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{24}$/), ...button, width: 3, height: 2 },
    ]);
    await expect(list(client, 'b')).rejects.toMatchObject(notFound);
    await expect(statusOf(client, 'b')).rejects.toMatchObject(notFound);
  });

  test('take what older clients send, and no snapshot at all', async () => {
    const client = await wire.client();
    const button = await snapOf(client, 'Button', 'red');
    const legacy = { ...button, width: 1, height: 1, snapRequestId: 5, axeResults: { a: [] } };
    await create(client, 'a', [legacy]);
    expect(await list(client, 'a')).toMatchObject([{ width: 3, height: 2 }]);
    await create(client, 'a', []);
    expect(await list(client, 'a')).toEqual([]);
  });

  test('replace an earlier one, and keep an example that comes twice under a number', async () => {
    const client = await wire.client();
    const [red, blue] = [
      await snapOf(client, 'Button', 'red'),
      await snapOf(client, 'Button', 'blue'),
    ];
    await create(client, 'a', [await snapOf(client, 'Old', 'red')]);
    await create(client, 'a', [red, blue]);
    expect(await names(client, 'a')).toEqual([
      ['Button', 'default'],
      ['Button', 'default-2'],
    ]);
  });

  test('that are partial add up, and count once they are complete', async () => {
    const client = await wire.client();
    const partial = { partial: true };
    await create(client, 'base', [await snapOf(client, 'One', 'red')]);
    await client.compare('base', 'a');
    const first = await create(client, 'a', [await snapOf(client, 'One', 'red')], partial);
    expect(first).toMatchObject({ status: 'open', snapshotsCount: 1, completedAt: null });
    expect(await create(client, 'a', [await snapOf(client, 'Two', 'red')], partial)).toMatchObject({
      id: first?.id,
      snapshotsCount: 2,
    });
    await expect(list(client, 'a')).rejects.toMatchObject(notFound);
    expect(await client.comparison('base', 'a')).toMatchObject({ state: 'pending' });

    expect(await complete(client, 'a')).toMatchObject({ id: first?.id, status: 'completed' });
    expect(await complete(client, 'a')).toMatchObject({ id: first?.id, status: 'completed' });
    expect(await names(client, 'a')).toEqual([
      ['One', 'default'],
      ['Two', 'default'],
    ]);
    expect(await client.comparison('base', 'a')).toMatchObject({
      state: 'needs-review',
      counts: { added: 1, unchanged: 1, changed: 0 },
    });
  });

  test('that are partial add to a finished one; what is sent again is not doubled', async () => {
    const client = await wire.client();
    await create(client, 'a', [
      await snapOf(client, 'One', 'red'),
      await snapOf(client, 'Two', 'red'),
    ]);
    const again = [await snapOf(client, 'Two', 'blue'), await snapOf(client, 'Three', 'red')];
    await create(client, 'a', again, { partial: true });
    expect(await names(client, 'a')).toHaveLength(2);
    await complete(client, 'a');
    const urls = new Map((await list(client, 'a'))?.map(({ component, url }) => [component, url]));
    expect([...urls.keys()]).toEqual(['One', 'Three', 'Two']);
    expect(urls.get('Two')).toBe(again[0]?.url);
  });

  test('are a baseline, end jobs and let go who borrows, as captured ones do', async () => {
    const client = await wire.client();
    const job = await client.start('a', 'a');
    await create(client, 'a', [], { partial: true });
    const borrowed = await client.extend('a', [{ component: 'Button' }]);
    await client.report('next', [borrowed]);
    expect(await client.job(job?.id)).toMatchObject({ state: 'pending' });
    await create(client, 'a', [await snapOf(client, 'Button', 'red')], { partial: true });
    await complete(client, 'a');
    expect(await client.job(job?.id)).toMatchObject({ state: 'success' });
    expect(await names(client, 'next')).toEqual([['Button', 'default']]);
  });

  test('are copied to another commit', async () => {
    const client = await wire.client();
    const copy = (fromSha: string, toSha: string) =>
      client.call(operations.copyReport, { params: { fromSha, toSha }, body: { message: 'same' } });
    await create(client, 'a', [await snapOf(client, 'Button', 'red')]);
    expect(await copy('a', 'b')).toMatchObject({ sha: 'b', status: 'completed' });
    expect(await list(client, 'b')).toEqual(await list(client, 'a'));
    await expect(copy('none', 'b')).rejects.toMatchObject(notFound);
    await expect(copy('a', 'a')).rejects.toMatchObject(invalid);
  });

  test('stand in one project or in several', async () => {
    const client = await wire.client();
    for (const project of ['web', 'app']) {
      await create(client, 'a', [], { project, partial: true });
    }
    const status = (projects: string) =>
      client.call(operations.getReportStatus, { params: { sha: 'a' }, query: { projects } });
    expect(await status('web,app')).toMatchObject([
      { project: 'web', status: 'open' },
      { project: 'app', status: 'open' },
    ]);
    await expect(status('web,none')).rejects.toMatchObject({
      ...notFound,
      message: expect.stringContaining('"none"'),
    });
    const completeAll = (projects: string[]) =>
      client.call(operations.completeReport, { params: { sha: 'a' }, body: { projects } });
    await expect(completeAll(['web', 'none'])).rejects.toMatchObject(notFound);
    expect(await status('web')).toMatchObject([{ status: 'open' }]);
    expect(await completeAll(['web', 'app'])).toMatchObject([
      { project: 'web', status: 'completed' },
      { project: 'app', status: 'completed' },
    ]);
  });

  test('of captures stand with the same call', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('a', await client.request(newItem()));
    expect(await statusOf(client, 'a')).toMatchObject({ status: 'pending' });
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    expect(await statusOf(client, 'a')).toMatchObject({ status: 'completed', snapshotsCount: 1 });
  });

  test('may show pictures of other servers, known by their addresses', async () => {
    const client = await wire.client();
    const foreign = { component: 'Card', variant: 'v', target: 'ios' };
    const url = 'https://pictures.example.org:8443/a.png?b=c d';
    await create(client, 'a', [{ ...foreign, url }]);
    await create(client, 'b', [{ ...foreign, url, width: 20, height: 10 }]);
    await create(client, 'c', [{ ...foreign, url: `${url}2`, width: null }]);
    expect(await list(client, 'a')).toMatchObject([{ url, width: 20, height: 10 }]);
    expect(await list(client, 'c')).toMatchObject([{ url: `${url}2`, width: null }]);
    await client.compare('a', 'b');
    expect(await client.comparison('a', 'b')).toMatchObject({ counts: { unchanged: 1 } });
    await client.compare('a', 'c');
    expect(await client.comparison('a', 'c')).toMatchObject({ counts: { changed: 1 } });
  });

  test('let the pages of the account, and no other, load from those servers', async () => {
    const [client, stranger] = [await wire.client(), await wire.client()];
    const policyOf = async ({ tenant }: TestClient) => {
      const page = await fetch(`${client.origin}/a/${tenant.accountId}/jobs`, {
        headers: tenant.session,
      });
      return page.headers.get('content-security-policy') ?? '';
    };
    const before = await policyOf(client);
    const snap = { component: 'Card', variant: 'v', url: 'https://pictures.example.org/a.png' };
    await create(client, 'a', [snap]);
    const added = `${client.origin} https://pictures.example.org`;
    expect(await policyOf(client)).toBe(before.replaceAll(client.origin, added));
    expect(await policyOf(stranger)).toBe(before);
  });

  test.each([
    'ftp://pictures.example.org/a.png',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'a.png',
    '//pictures.example.org/a.png',
    'https://pictures.example.org;script-src/a.png',
    "https://'unsafe-inline'/a.png",
    'https://*.example.org/a.png',
  ])('refuse %s as a picture', async (url) => {
    const client = await wire.client();
    const snap = { component: 'Card', variant: 'v', url };
    await expect(create(client, 'a', [snap])).rejects.toMatchObject(invalid);
    await expect(statusOf(client, 'a')).rejects.toMatchObject(notFound);
  });

  test('refuse images of another account and ones that are not there', async () => {
    const [client, stranger] = [await wire.client(), await wire.client()];
    const { url } = await snapOf(stranger, 'Button', 'red');
    const own = (await snapOf(client, 'Button', 'red')).url;
    for (const wrong of [url, own.replace(/\w{4}\.png$/, '0000.png'), `${own}?a`, client.origin]) {
      const snap = { component: 'Card', variant: 'v', url: wrong };
      await expect(create(client, 'a', [snap])).rejects.toMatchObject(invalid);
    }
  });

  test('show pictures of ten other servers at most', async () => {
    const client = await wire.client();
    const on = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        component: `Card ${index}`,
        variant: 'v',
        url: `https://host-${index}.example.org/a.png`,
      }));
    await create(client, 'a', on(10));
    await expect(create(client, 'b', on(11))).rejects.toMatchObject(invalid);
  });
});
