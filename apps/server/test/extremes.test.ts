/** Requests at the edges of what is allowed, each of which once went wrong or easily could. */
import { randomInt } from 'node:crypto';
import { request } from 'node:http';
import { call, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

/** No two alike, four bytes a character: nothing a database could compress. */
const longName = (length = 1000) =>
  Array.from({ length }, () => String.fromCodePoint(0x2_0000 + randomInt(0xa000))).join('');

/** Status and body of a path as it is, which `fetch` would tidy first. */
function get(client: TestClient, path: string, method = 'GET') {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(client.origin);
    const options = { hostname, port, path, method, headers: client.tenant.client };
    request(options, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode ?? 0, text });
    })
      .on('error', reject)
      .end();
  });
}

function post(client: TestClient, path: string, body: string, type = 'application/json') {
  const headers = { ...client.tenant.client, 'content-type': type };
  return fetch(client.origin + path, { method: 'POST', headers, body });
}

describe.each(databases)('extremes on $name', (database) => {
  const wire = useWire(database);

  test('names as long as they may be, in the widest characters', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const names = { component: longName(), variant: longName() };
    const target = longName(200);
    await client.report('a', await client.request(newItem(target)));
    await worker.finish(await worker.take(), [{ ...names, colour: 'red' }]);
    await client.report('b', await client.request(newItem(target)));
    await worker.finish(await worker.take(), [{ ...names, colour: 'blue' }]);
    const comparison = await client.compare('a', 'b');
    expect((await client.comparison('a', 'b')).counts).toMatchObject({ changed: 1 });
    expect((await client.snapshots('b'))?.snapshots).toMatchObject([{ ...names, target }]);
    await client.decide(comparison?.id, 'accepted');
    await client.reportFlake(comparison?.id);
    expect((await client.comparison('a', 'b')).counts).toMatchObject({ changed: 0, ignored: 1 });

    const extending = await client.extend('b', [names]);
    await client.report('c', [extending]);
    await client.compare(longName(200), 'c', { fallbackShas: [longName(200), 'b'] });
    expect((await client.snapshots('c'))?.total).toBe(1);
  });

  test('a name no database can hold fails the capture and says which', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.request(newItem(), newItem());
    for (const component of ['Button\u0000', 'Half \ud83d']) {
      const lease = await worker.take();
      await expect(worker.finish(lease, [{ component }])).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(/^(Button|Half ).* rename it$/),
      });
      await worker.fail(lease, `${component} cannot be stored`, false);
    }
  });

  test('a console full of control characters is stored nevertheless', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const requestIds = await client.request(newItem());
    const log = [{ atMs: 1, level: 'info' as const, text: 'a\u0000b \ud83d' }];
    await worker.finish(await worker.take(), [{ component: 'Button' }], { log });
    const params = { account: client.tenant.accountId, id: requestIds[0] ?? 0 };
    const headers = client.tenant.session;
    const found = await call({ origin: client.origin, headers }, operations.getSnapRequest, {
      params,
    });
    expect(found?.log).toEqual([{ ...log[0], text: 'a\ufffdb \ufffd' }]);
  });

  test('fields nobody asked for are dropped, however deep', async () => {
    const client = await wire.client();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const body = `{"isAsync":true,"deepCompare":{"compareThreshold":0.1,"more":${deep}},"more":${deep}}`;
    expect((await post(client, '/api/reports/a/compare/b', body)).status).toBe(200);
    await client.report('base', []);
    const borrowing = `{"extendsSha":"base","extendedSnaps":[{"component":"A","more":${deep}}]}`;
    expect((await post(client, '/api/snap-requests/extends-report', borrowing)).status).toBe(200);
    const skipping = `{"nonce":"n","skip":[{"component":"A","more":${deep}}]}`;
    expect((await post(client, '/api/async-reports/x/finalize', skipping)).status).toBe(200);
    const payload = JSON.stringify(`{"viewport":"800x600","pages":[],"more":${deep}}`);
    const item = `{"type":"browser-chrome","targetName":"t","payloadHash":"${'0'.repeat(32)}","payloadString":${payload}}`;
    expect((await post(client, '/api/snap-requests/bulk', `{"items":[${item}]}`)).status).toBe(200);
  });

  test('paths are taken as they are meant, or refused', async () => {
    const client = await wire.client();
    const job = await client.start('a', 'b');
    const doubled = await post(client, '//api/jobs//a/b', '{}');
    expect(await doubled.json()).toEqual(job);
    expect((await post(client, '/api/jobs/a%2Fb/c', '{}')).status).toBe(400);
    expect((await post(client, '/api/jobs/a%00/c', '{}')).status).toBe(400);
    expect((await post(client, `/api/jobs/${'x'.repeat(201)}/c`, '{}')).status).toBe(400);
    const undecodable = await get(client, '/api/flake/%zz');
    expect(undecodable.status).toBe(400);
    expect(JSON.parse(undecodable.text)).toMatchObject({ code: 'invalid_request' });
    expect(await get(client, '/api/flake', 'HEAD')).toEqual({ status: 200, text: '' });
    expect((await get(client, '/api/flake?limit=9007199254740993')).status).toBe(400);
    expect((await get(client, '/api/flake?component=%ff')).status).toBe(200);
  });

  test('a form that breaks off is the sender’s mistake', async () => {
    const client = await wire.client();
    const part = '--x\r\ncontent-disposition: form-data; name="type"\r\n\r\nbrowser';
    for (const [type, body] of [
      ['multipart/form-data; boundary=x', part],
      ['multipart/form-data; boundary=y', part],
      ['multipart/form-data', part],
    ] as const) {
      const answer = await post(client, '/api/snap-requests', body, type);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'invalid_request' });
    }
  });
});
