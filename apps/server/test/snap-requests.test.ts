import { randomUUID } from 'node:crypto';
import { operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { type Item, md5, newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const bulk = async (client: TestClient, items: unknown[]) =>
  (await client.call(operations.createSnapRequests, { body: { items } }))?.results ?? [];

function form(item: Partial<Item>): FormData {
  const data = new FormData();
  const { payloadString, ...fields } = item;
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  if (payloadString !== undefined) {
    data.set('payload', new Blob([payloadString], { type: 'application/json' }), 'payload.json');
  }
  return data;
}

const postForm = (client: TestClient, body: FormData) =>
  fetch(`${client.origin}/api/snap-requests?payloadHash=x`, {
    method: 'POST',
    headers: client.tenant.client,
    body,
  });

/** The payload of a client that recorded nothing for this target. */
const recorded = (more: object) =>
  JSON.stringify({ viewport: '800x600', snapPayloads: [], globalCSS: [], ...more });

describe.each(databases)('snap-requests on $name', (database) => {
  const wire = useWire(database);

  test('are taken in bulk, whatever one among them is like', async () => {
    const client = await wire.client();
    const bad = [
      { ...newItem(), type: 'browser-undefined' },
      { ...newItem(), payloadString: 'not json' },
      { ...newItem(), payloadString: '{"viewport":"800x600"}' },
      { ...newItem(), payloadString: '{"viewport":"wide","pages":[]}' },
      { ...newItem(), payloadString: '{"viewport":"800x600","snapPayloads":[],"pages":[]}' },
      { ...newItem(), payloadString: '{"viewport":"800x600","snapPayloads":[{"html":""}]}' },
      { ...newItem(), payloadString: recorded({ animate: { fps: 'fast' } }) },
      { ...newItem(), payloadString: recorded({ assetsPackage: '/etc/passwd' }) },
      { ...newItem(), payloadString: recorded({ assetsPackage: `a/1/${'0'.repeat(32)}` }) },
      'no object',
      null,
    ];
    const good = { ...newItem(), payloadString: recorded({}) };
    const results = await bulk(client, [newItem(), ...bad, good]);
    const requestId = expect.any(Number);
    const error = expect.any(String);
    expect(results).toEqual([{ requestId }, ...bad.map(() => ({ error })), { requestId }]);
  });

  test('are the same request when sent again, and another with any other key', async () => {
    const client = await wire.client();
    const item = newItem();
    const [first, twin] = await client.request(item, item);
    expect(twin).toBe(first);
    expect(await client.request(item)).toEqual([first]);
    const [otherTarget] = await client.request({ ...item, targetName: 'firefox' });
    const [otherType] = await client.request({ ...item, type: 'browser-firefox' });
    const [otherAccount] = await (await wire.client()).request(item);
    expect(new Set([first, otherTarget, otherType, otherAccount]).size).toBe(4);
  });

  test('are joined while running and when done, but not once failed', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const item = newItem();
    const first = await client.request(item);
    const lease = await worker.take();
    expect(await client.request(item)).toEqual(first);
    await worker.finish(lease, [{ component: 'Button' }]);
    expect(await client.request(item)).toEqual(first);

    const doomed = newItem();
    const failed = await client.request(doomed);
    await worker.fail(await worker.take(), 'the page is broken', false);
    expect(await client.request(doomed)).not.toEqual(failed);
  });

  test('are made one by one from a form too, with the same reuse', async () => {
    const client = await wire.client();
    const item = newItem();
    const answer = await postForm(client, form(item));
    expect(answer.status).toBe(200);
    const { requestId } = (await answer.json()) as { requestId: number };
    expect(await client.request(item)).toEqual([requestId]);

    const refused = await postForm(client, form({ ...newItem(), type: 'browser-netscape' }));
    expect(refused.status).toBe(400);
    const { payloadString: _, ...withoutPayload } = newItem();
    expect((await postForm(client, form(withoutPayload))).status).toBe(400);
    const text = await fetch(`${client.origin}/api/snap-requests`, {
      method: 'POST',
      headers: { ...client.tenant.client, 'content-type': 'text/plain' },
      body: '{}',
    });
    expect(text.status).toBe(415);
  });

  test('may be 100 MB in one call, and not much more', async () => {
    const client = await wire.client();
    const post = (bytes: number) => {
      const wrapped = { items: [{ padding: '' }] };
      const padding = 'x'.repeat(bytes - JSON.stringify(wrapped).length);
      return fetch(`${client.origin}/api/snap-requests/bulk`, {
        method: 'POST',
        headers: { ...client.tenant.client, 'content-type': 'application/json' },
        body: JSON.stringify({ items: [{ padding }] }),
      });
    };
    const limit = 100 * 1024 * 1024;
    expect((await post(limit)).status).toBe(200);
    const refused = await post(limit + 1);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ code: 'too_large' });
  });

  test('refuse text that no database can hold', async () => {
    const client = await wire.client();
    const item = { ...newItem(), targetName: 'chrome\u0000' };
    await expect(bulk(client, [item])).rejects.toMatchObject({ code: 'invalid_request' });
    const spaced = { ...newItem(), payloadHash: md5(randomUUID()).toUpperCase() };
    expect(await bulk(client, [spaced])).toEqual([{ error: expect.any(String) }]);
  });

  test('are 50 at most in one call', async () => {
    const client = await wire.client();
    const items = Array.from({ length: 51 }, () => newItem());
    await expect(bulk(client, items)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await bulk(client, items.slice(1))).toHaveLength(50);
  });
});
