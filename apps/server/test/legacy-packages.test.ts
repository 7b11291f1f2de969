/** Packages as the clients before version 6 send them: a question first, then a form. */
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { md5, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const limit = 60 * 1024 * 1024;

const find = (client: TestClient, hash: string) =>
  client.call(operations.getPackageData, { params: { hash } });

function send(client: TestClient, hash: string, bytes: Uint8Array<ArrayBuffer>, field = 'payload') {
  const body = new FormData();
  body.set(field, new Blob([bytes], { type: 'application/zip' }), 'payload.zip');
  const url = `${client.origin}/api/snap-requests/assets/${hash}`;
  return fetch(url, { method: 'POST', headers: client.tenant.client, body });
}

describe.each(databases)('packages sent as forms on $name', (database) => {
  const wire = useWire(database);
  const staged = () => readdir(wire.installation().server.ctx.store.stagingFolder);

  test('are found once they have arrived, and may arrive again', async () => {
    const client = await wire.client();
    const bytes = randomBytes(300_000);
    const hash = md5(bytes);
    await expect(find(client, hash)).rejects.toMatchObject({ code: 'not_found' });

    const first = await send(client, hash, bytes);
    expect(first.status).toBe(200);
    const answer = (await first.json()) as { path: string; isNew: boolean };
    expect(answer).toEqual({ path: expect.any(String), isNew: true });
    expect(await (await send(client, hash, bytes)).json()).toEqual({ ...answer, isNew: false });

    const uploadedAt = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(await find(client, hash)).toEqual({ path: answer.path, uploadedAt });
    const signed = await client.call(operations.signPackageUpload, { params: { hash } });
    expect(signed).toMatchObject({ path: answer.path });
  });

  test('reach the worker whose capture names them', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const bytes = Buffer.concat([Buffer.from('28b52ffd', 'hex'), randomBytes(1000)]);
    const { path } = (await (await send(client, md5(bytes), bytes)).json()) as { path: string };
    const payloadString = JSON.stringify({ viewport: '800x600', staticPackage: path });
    const item = { type: 'browser-chrome', targetName: 'chrome', payloadString };
    await client.request({ ...item, payloadHash: md5(payloadString) });
    const { token } = await worker.take();
    const url = `${client.origin}/api/worker/leases/${token}/package`;
    const received = await fetch(url, { headers: worker.client.headers });
    expect(Buffer.from(await received.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('of another account are not found', async () => {
    const bytes = randomBytes(100);
    await send(await wire.client(), md5(bytes), bytes);
    await expect(find(await wire.client(), md5(bytes))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('that are not what was announced leave nothing behind', async () => {
    const client = await wire.client();
    const hash = md5('announced');
    const answer = await send(client, hash, Buffer.from('something else'));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      message: expect.stringContaining('send it again'),
    });
    expect((await send(client, hash, Buffer.from('announced'), 'file')).status).toBe(400);
    await expect(find(client, hash)).rejects.toMatchObject({ code: 'not_found' });
    expect(await staged()).toEqual([]);
    expect((await send(client, hash, Buffer.from('announced'))).status).toBe(200);
  });

  test('may have 60 MB and no byte more', async () => {
    const client = await wire.client();
    const most = Buffer.alloc(limit, 5);
    expect((await send(client, md5(most), most)).status).toBe(200);
    const more = Buffer.alloc(limit + 1, 5);
    const refused = await send(client, md5(more), more);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ code: 'too_large' });
    expect(await staged()).toEqual([]);
  });

  test('that break off leave nothing behind, and the server goes on', async () => {
    const client = await wire.client();
    const bytes = randomBytes(500_000);
    const hash = md5(bytes);
    const head = `--b\r\ncontent-disposition: form-data; name="payload"; filename="payload.zip"\r\n\r\n`;
    const headers = { ...client.tenant.client, 'content-type': 'multipart/form-data; boundary=b' };
    const url = `${client.origin}/api/snap-requests/assets/${hash}`;

    // All of the body that was announced came, but the form in it has no end.
    const body = Buffer.concat([Buffer.from(head), bytes]);
    const unended = await fetch(url, { method: 'POST', headers, body });
    expect(unended.status).toBe(400);
    expect(await unended.json()).toMatchObject({ message: expect.stringContaining('form') });

    // The line goes dead in the middle.
    const half = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': 10 ** 6 },
    });
    half.on('error', () => {});
    half.write(body);
    await expect.poll(async () => (await staged()).length).toBe(1);
    half.destroy();
    await expect.poll(staged).toEqual([]);
    await expect(find(client, hash)).rejects.toMatchObject({ code: 'not_found' });
    expect((await send(client, hash, bytes)).status).toBe(200);
  });
});
