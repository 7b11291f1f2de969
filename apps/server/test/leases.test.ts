import { call, operations, packImages } from '@twinlens/contract';
import { bothDatabases } from '@twinlens/testing/databases';
import { defaultRules } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { inStrips } from './in-strips.ts';
import { picture } from './picture.ts';
import { newItem } from './test-client.ts';
import { useWire } from './wire.ts';

const lost = { code: 'lease_lost' };

describe.each(bothDatabases)('leases on $name', (database) => {
  const wire = useWire(database);
  const expire = () => wire.pass(defaultRules.leaseMs + 1);

  test('are given oldest first, each request once', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const ids = await client.request(newItem(), newItem());
    const leases = [await worker.take(), await worker.take()];
    expect(leases.map((lease) => lease.snapRequestId)).toEqual(ids);
    expect(await worker.tryTake()).toBeUndefined();
  });

  test('reach a worker that was already waiting', async () => {
    const client = await wire.client();
    const waiting = wire.worker().tryTake(30_000);
    const [id] = await client.request(newItem());
    expect((await waiting)?.snapRequestId).toBe(id);
  });

  test('are for the types a worker can do', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.request({ ...newItem(), type: 'browser-firefox' });
    expect(await worker.tryTake()).toBeUndefined();
  });

  test('move on when nothing is heard, and the old token is worth nothing then', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const ids = await client.request(newItem());
    const first = await worker.take();
    await expire();
    const second = await worker.take();
    expect(second).toMatchObject({ snapRequestId: ids[0], attempt: 2 });

    await expect(worker.heartbeat(first)).rejects.toMatchObject(lost);
    await expect(worker.payload(first)).rejects.toMatchObject(lost);
    await expect(worker.finish(first, [])).rejects.toMatchObject(lost);
    await expect(worker.fail(first, 'late', false)).rejects.toMatchObject(lost);
    const { token } = first;
    const body = { browser: '', snapshots: [], skipped: [], log: [] };
    await expect(
      call(worker.client, operations.finishLease, { params: { token }, body }),
    ).rejects.toMatchObject(lost);

    await client.report('a', ids);
    await worker.finish(second, [{ component: 'Button' }]);
    expect((await client.snapshots('a'))?.total).toBe(1);
  });

  test('are kept by heartbeats', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.request(newItem());
    const lease = await worker.take();
    for (let beat = 0; beat < 3; beat += 1) {
      await wire.pass(defaultRules.leaseMs - 5000);
      await worker.heartbeat(lease);
    }
    expect(await worker.tryTake()).toBeUndefined();
    await worker.finish(lease, []);
  });

  test('take a result once; the same again changes nothing', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('a', await client.request(newItem()));
    const lease = await worker.take();
    await worker.finish(lease, [{ component: 'Button' }]);
    const { token } = lease;
    const body = { browser: '', snapshots: [], skipped: [], log: [] };
    await call(worker.client, operations.finishLease, { params: { token }, body });
    expect((await client.snapshots('a'))?.total).toBe(1);
    await expect(worker.fail(lease, 'late', false)).rejects.toMatchObject(lost);
  });

  test('end a request after three crashes, while others go on', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const doomed = await client.request(newItem());
    await client.start('base', 'doomed');
    await client.report('doomed', doomed);
    const attempts: number[] = [];
    for (let crash = 0; crash < 3; crash += 1) {
      const lease = await worker.take();
      attempts.push(lease.attempt);
      if (crash === 1) await expire();
      else await worker.fail(lease, 'the browser crashed', true);
    }
    expect(attempts).toEqual([1, 2, 3]);
    expect(await worker.tryTake()).toBeUndefined();
    const job = await client.start('base', 'doomed');
    const shown = await client.job(job?.id);
    expect(shown.state).toBe('failure');
    expect(shown.message).toContain('the browser crashed (given up after 3 attempts)');

    await client.report('fine', await client.request(newItem()));
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    expect((await client.snapshots('fine'))?.total).toBe(1);
  });

  test('end at once when trying again would not help', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.request(newItem());
    const lease = await worker.take();
    await worker.fail(lease, 'there is no such page', false);
    await worker.fail(lease, 'there is no such page', false);
    expect(await worker.tryTake()).toBeUndefined();
  });

  test('fail a request for its failed examples, name each, and keep the pictures of others', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const item = newItem();
    const [id = 0] = await client.request(item);
    const job = await client.start('base', 'broken');
    await client.report('broken', [id]);
    const failed = [
      { component: 'Button', variant: 'huge', message: '"Button, huge" crashed the page' },
      { message: 'The examples after it were not captured:\n20 have failed.\u0000' },
    ];
    const lease = await worker.take();
    await worker.finish(lease, [{ component: 'Card' }], { failed });
    // The worker may have missed the answer.
    const body = { browser: '', snapshots: [], skipped: [], failed, log: [] };
    await call(worker.client, operations.finishLease, { params: { token: lease.token }, body });

    const said = [
      '"Button, huge" crashed the page',
      'The examples after it were not captured: 20 have failed.\ufffd',
    ].join('\n');
    expect(await client.job(job?.id)).toMatchObject({
      state: 'failure',
      message: expect.stringContaining(said),
    });
    await expect(client.call(operations.pollSnapRequest, { params: { id } })).rejects.toMatchObject(
      { code: 'conflict', message: expect.stringContaining(said) },
    );
    const params = { account: client.tenant.accountId, id };
    const shown = await client.asPerson(operations.getSnapRequest, { params });
    expect(shown).toMatchObject({ state: 'failed', error: said, captured: 1, attempts: 1 });
    expect(shown?.kept).toMatchObject([{ component: 'Card', variant: 'default' }]);
    expect((await fetch(shown?.kept[0]?.image.url ?? '')).status).toBe(200);

    // Asked for again, it is captured again, and what was kept counts no more.
    const [again = 0] = await client.request(item);
    expect(again).not.toBe(id);
    await client.report('mended', [id, again]);
    await worker.finish(await worker.take(), [{ component: 'Card' }, { component: 'Button' }]);
    expect((await client.snapshots('mended'))?.total).toBe(2);
  });

  test('take no result with an image that is missing, broken or of another size', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.request(newItem());
    const lease = await worker.take();
    const { token } = lease;
    const upload = (bytes: Uint8Array, hash = picture('red').hash) =>
      call(worker.client, operations.uploadImages, {
        params: { token },
        bytes: packImages([{ hash, bytes }]),
      });
    const { bytes } = picture('red');
    await expect(upload(Buffer.from('<svg/>'))).rejects.toMatchObject({
      code: 'unsupported_media_type',
    });
    await expect(upload(bytes.subarray(0, -1))).rejects.toMatchObject({
      code: 'unsupported_media_type',
    });
    const cut = packImages([inStrips(bytes)]).subarray(0, -1);
    await expect(
      call(worker.client, operations.uploadImages, { params: { token }, bytes: cut }),
    ).rejects.toMatchObject({ code: 'invalid_request' });

    const [snapshot] = await worker.upload(lease, [{ component: 'Button', colour: 'blue' }]);
    if (snapshot === undefined) throw new Error('nothing was uploaded');
    const finish = (image: typeof snapshot.image) =>
      call(worker.client, operations.finishLease, {
        params: { token },
        body: { browser: '', snapshots: [{ ...snapshot, image }], skipped: [], log: [] },
      });
    const invalid = { code: 'invalid_request' };
    await expect(finish({ ...snapshot.image, width: 4 })).rejects.toMatchObject(invalid);
    await expect(finish({ ...snapshot.image, hash: 'a'.repeat(64) })).rejects.toMatchObject(
      invalid,
    );
    await finish(snapshot.image);
  });

  test('are for workers only', async () => {
    const client = await wire.client();
    const answer = await fetch(`${client.origin}/api/worker/leases`, {
      method: 'POST',
      headers: { ...client.tenant.client, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
  });
});
