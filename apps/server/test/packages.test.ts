import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { call, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { md5, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const limit = 60 * 1024 * 1024;

async function sign(client: TestClient, hash: string) {
  const answer = await client.call(operations.signPackageUpload, { params: { hash } });
  if (answer === undefined || 'path' in answer) throw new Error('it was not a signed URL');
  return answer;
}

const finalize = (client: TestClient, hash: string) =>
  client.call(operations.finalizePackage, { params: { hash } });

/** As the clients do: no authorization, no JSON. */
const put = (url: string, body: Uint8Array | ReadableStream, type = 'application/zip') =>
  fetch(url, {
    method: 'PUT',
    headers: { 'content-type': type },
    body,
    duplex: 'half',
  } as RequestInit);

describe.each(databases)('packages on $name', (database) => {
  const wire = useWire(database);

  test('are uploaded once, and found by their hash after', async () => {
    const client = await wire.client();
    const bytes = randomBytes(100_000);
    const hash = md5(bytes);
    await expect(finalize(client, hash)).rejects.toMatchObject({ code: 'not_found' });

    const { signedUrl, contentType } = await sign(client, hash);
    expect(contentType).toBe('application/zip');
    for (let time = 0; time < 2; time += 1) {
      const answer = await put(signedUrl, bytes);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('etag')).toBe(`"${hash}"`);
    }
    const first = await finalize(client, hash);
    expect(await finalize(client, hash)).toEqual(first);
    const known = await client.call(operations.signPackageUpload, { params: { hash } });
    expect(known).toMatchObject({ path: first?.path, isNew: false });
  });

  test('may be compressed with zstd, when the client says so', async () => {
    const client = await wire.client();
    const bytes = Buffer.concat([Buffer.from('28b52ffd', 'hex'), randomBytes(1000)]);
    const params = { hash: md5(bytes) };
    const query = { format: 'zstd' };
    const answer = await client.call(operations.signPackageUpload, { params, query });
    if (answer === undefined || 'path' in answer) throw new Error('it was not a signed URL');
    expect(answer.contentType).toBe('application/zstd');
    expect((await put(answer.signedUrl, bytes, answer.contentType)).status).toBe(200);
    const finalized = await client.call(operations.finalizePackage, { params, query });
    expect(finalized?.path).toEqual(expect.any(String));
  });

  test('of another account are not found', async () => {
    const bytes = randomBytes(100);
    const owner = await wire.client();
    await put((await sign(owner, md5(bytes))).signedUrl, bytes);
    await sign(await wire.client(), md5(bytes));
  });

  test('that are not what was announced leave nothing behind', async () => {
    const client = await wire.client();
    const hash = md5('announced');
    const { signedUrl } = await sign(client, hash);
    const answer = await put(signedUrl, Buffer.from('something else'));
    expect(answer.status).toBe(400);
    await expect(finalize(client, hash)).rejects.toMatchObject({ code: 'not_found' });
    expect(await readdir(wire.installation().server.ctx.store.stagingFolder)).toEqual([]);
    expect((await put(signedUrl, Buffer.from('announced'))).status).toBe(200);
  });

  test('may have 60 MB and no byte more', async () => {
    const client = await wire.client();
    const most = Buffer.alloc(limit, 7);
    const fits = await put((await sign(client, md5(most))).signedUrl, most);
    expect(fits.status).toBe(200);
    const more = Buffer.alloc(limit + 1, 7);
    const refused = await put((await sign(client, md5(more))).signedUrl, more);
    expect(refused.status).toBe(413);
    expect(await readdir(wire.installation().server.ctx.store.stagingFolder)).toEqual([]);
  });

  test('need an address this server signed, for this hash and not too long ago', async () => {
    const client = await wire.client();
    const bytes = randomBytes(100);
    const { signedUrl } = await sign(client, md5(bytes));
    const inUrl = (hash: string) => Buffer.from(hash).toString('base64url');
    const forged = signedUrl.replace(inUrl(md5(bytes)), inUrl(md5('other')));
    expect((await put(forged, Buffer.from('other'))).status).toBe(403);
    const last = signedUrl.at(-1) === '0' ? '1' : '0';
    expect((await put(signedUrl.slice(0, -1) + last, bytes)).status).toBe(403);
    await wire.pass(31 * 60 * 1000);
    expect((await put(signedUrl, bytes)).status).toBe(403);
  });

  test('are bytes whatever type the client claims, JSON too', async () => {
    const client = await wire.client();
    const bytes = Buffer.from('{ not json');
    const { signedUrl } = await sign(client, md5(bytes));
    expect((await put(signedUrl, bytes, 'application/json')).status).toBe(200);
  });

  test('reach the worker whose capture names them', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const bytes = randomBytes(5000);
    const hash = md5(bytes);
    await put((await sign(client, hash)).signedUrl, bytes);
    const path = (await finalize(client, hash))?.path ?? '';
    const payloadString = JSON.stringify({ viewport: '800x600', staticPackage: path });
    const item = { type: 'browser-chrome', targetName: 'chrome', payloadString };
    await client.request({ ...item, payloadHash: md5(payloadString) });

    const lease = await worker.take();
    expect(lease.packageBytes).toBe(bytes.length);
    expect(await worker.payload(lease)).toBe(payloadString);
    const answer = await fetch(`${client.origin}/api/worker/leases/${lease.token}/package`, {
      headers: worker.client.headers,
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('have one name for all captures of an account, and another in every other', async () => {
    const worker = wire.worker();
    const bytes = randomBytes(100);
    const hash = md5(bytes);
    const names: (string | null)[][] = [];
    for (const client of [await wire.client(), await wire.client()]) {
      await put((await sign(client, hash)).signedUrl, bytes);
      const staticPackage = (await finalize(client, hash))?.path ?? '';
      const payloadString = JSON.stringify({ viewport: '800x600', staticPackage });
      const item = { type: 'browser-chrome', payloadString, payloadHash: md5(payloadString) };
      await client.request({ ...item, targetName: 'a' }, { ...item, targetName: 'b' });
      names.push([(await worker.take()).packageName, (await worker.take()).packageName]);
    }
    const [[mine, also] = [], [theirs] = []] = names;
    expect(also).toBe(mine);
    expect(theirs).not.toBe(mine);
  });

  test('of another account cannot be named in a payload', async () => {
    const bytes = randomBytes(100);
    const owner = await wire.client();
    await put((await sign(owner, md5(bytes))).signedUrl, bytes);
    const path = (await finalize(owner, md5(bytes)))?.path ?? '';
    const stranger = await wire.client();
    const payloadString = JSON.stringify({ viewport: '800x600', staticPackage: path });
    const answer = await stranger.call(operations.createSnapRequests, {
      body: {
        items: [
          {
            type: 'browser-chrome',
            targetName: 'chrome',
            payloadString,
            payloadHash: md5(payloadString),
          },
        ],
      },
    });
    expect(answer?.results).toEqual([{ error: expect.stringContaining('staticPackage') }]);
  });

  test('are handed to nobody without a lease', async () => {
    const token = randomBytes(16).toString('hex');
    const params = { token };
    await expect(
      call(wire.worker().client, operations.getLeasePackage, { params }),
    ).rejects.toMatchObject({ code: 'lease_lost' });
  });
});
