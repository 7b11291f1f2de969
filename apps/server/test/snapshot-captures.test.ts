/** Why a snapshot looks as it does, and what follows when its capture is done once more. */
import { randomUUID } from 'node:crypto';
import { call, type OperationShape, operations, pathOf } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { type Item, md5, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const conflict = { code: 'conflict' };
const missing = { code: 'not_found' };

/** A capture of recorded documents, with options and assets. */
async function recordedItem(client: TestClient, more: object = {}): Promise<Item> {
  const bytes = Buffer.from(`PK assets ${randomUUID()}`);
  const params = { hash: md5(bytes) };
  const signed = await client.call(operations.signPackageUpload, { params });
  if (signed === undefined || 'path' in signed) throw new Error('it was not a signed URL');
  await fetch(signed.signedUrl, {
    method: 'PUT',
    headers: { 'content-type': 'application/zip' },
    body: bytes,
  });
  const { path } = (await client.call(operations.finalizePackage, { params })) ?? {};
  const payloadString = JSON.stringify({
    viewport: '800x600',
    prefersColorScheme: 'dark',
    outgoingRequestHeaders: [{ name: 'x-token', value: 'a secret' }],
    assetsPackage: path,
    globalCSS: 'p { color: teal }',
    snapPayloads: ['Button', 'Card'].map((component) => ({
      component,
      variant: 'default',
      html: `<p>${component}</p><script>document.title = 'ran'</script>`,
    })),
    ...more,
  });
  return {
    type: 'browser-chrome',
    targetName: 'chrome',
    payloadString,
    payloadHash: md5(payloadString),
  };
}

describe.each(databases)('the capture of a snapshot on $name', (database) => {
  const wire = useWire(database);

  const paramsOf = (client: TestClient, sha: string, snapshot: number) => ({
    account: client.tenant.accountId,
    project: client.tenant.projectId,
    sha,
    snapshot,
  });

  /** What the page shows of the snapshot of a component. */
  async function captureOf(client: TestClient, sha: string, component: string) {
    const report = await client.snapshots(sha);
    const found = report?.snapshots.find((one) => one.component === component);
    const params = paramsOf(client, sha, found?.id ?? 0);
    const answer = await client.asPerson(operations.getSnapshotCapture, { params });
    if (answer === undefined) throw new Error('nothing was answered');
    return answer;
  }

  /** A report of two recorded documents, Button and Card, in a colour each. */
  async function report(client: TestClient, sha: string, colours: [string, string], more = {}) {
    const item = await recordedItem(client, more);
    await client.report(sha, await client.request(item));
    const [button, card] = colours;
    await wire.worker().finish(
      await wire.worker().take(),
      [
        { component: 'Button', colour: button },
        { component: 'Card', colour: card },
      ],
      {
        browser: 'a browser 1.2',
        log: [
          { atMs: 1, level: 'info', text: 'said by the worker' },
          { atMs: 2, level: 'error', text: 'said by the page', from: 'console' },
          { atMs: 3, level: 'error', text: 'GET /gone.png: 404', from: 'request' },
        ],
      },
    );
    return item;
  }

  const retake = (client: TestClient, id: number) =>
    client.asPerson(operations.retakeSnapRequest, {
      params: { account: client.tenant.accountId, id },
    });

  const adopt = (client: TestClient, sha: string, snapshot: number, snapRequestId: number) =>
    client.asPerson(operations.adoptRetake, {
      params: paramsOf(client, sha, snapshot),
      body: { snapRequestId },
    });

  test('has log, browser, timings, options and files', async () => {
    const client = await wire.client();
    const item = await report(client, 'one', ['red', 'grey']);
    const { capture, snapshot, retakes, adopted } = await captureOf(client, 'one', 'Card');
    expect(capture).toMatchObject({
      browser: 'a browser 1.2',
      worker: 'worker 1',
      state: 'done',
      document: 1,
      hasPayload: true,
      viewport: { width: 800, height: 600 },
      log: [{ level: 'info' }, { from: 'console' }, { from: 'request' }],
    });
    expect(capture?.log[0]).not.toHaveProperty('from');
    expect(capture?.options).toEqual([
      { name: 'viewport', value: '800x600' },
      { name: 'prefersColorScheme', value: 'dark' },
      // The values of headers are often secrets.
      { name: 'outgoingRequestHeaders', value: 'x-token' },
    ]);
    expect(snapshot.timings).toEqual({ renderMs: 1, waitMs: 2, screenshotMs: 3 });
    expect([retakes, adopted]).toEqual([[], null]);

    const params = { account: client.tenant.accountId, id: capture?.id ?? 0, index: 1 };
    const download = (operation: OperationShape) =>
      fetch(client.origin + pathOf(operation, params), { headers: client.tenant.session });
    const payload = await download(operations.getSnapRequestPayload);
    expect(await payload.text()).toBe(item.payloadString);
    const archive = await download(operations.getSnapRequestPackage);
    expect(await archive.text()).toMatch(/^PK assets/);
    expect(capture?.packageBytes).toBe(Buffer.byteLength(`PK assets ${randomUUID()}`));
    for (const { headers } of [payload, archive]) {
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="\w+-\d+\.\w+"$/);
      expect(headers.get('content-security-policy')).toContain('sandbox');
    }
  });

  test('shows a recorded document with its styles, where it can do nothing', async () => {
    const client = await wire.client();
    await report(client, 'shown', ['red', 'grey']);
    const { capture } = await captureOf(client, 'shown', 'Button');
    const params = { account: client.tenant.accountId, id: capture?.id ?? 0, index: 0 };
    const ask = (index: number) =>
      fetch(client.origin + pathOf(operations.getSnapRequestDocument, { ...params, index }), {
        headers: client.tenant.session,
      });
    const answer = await ask(0);
    expect(await answer.text()).toContain('<style>p { color: teal }</style>');
    const policy = (answer.headers.get('content-security-policy') ?? '').split('; ');
    expect(policy).toContain('sandbox');
    expect(policy).toContain("default-src 'none'");
    expect(policy.filter((part) => part.startsWith('script-src'))).toEqual([]);
    expect((await ask(2)).status).toBe(404);
  });

  test('done once more changes no report by itself', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await report(client, 'base', ['red', 'grey']);
    await report(client, 'head', ['green', 'grey']);
    await client.start('base', 'head');
    await client.compare('base', 'head');
    const before = await captureOf(client, 'head', 'Button');
    const id = before.capture?.id ?? 0;

    const asked = await retake(client, id);
    expect(asked?.snapRequestId).not.toBe(id);
    expect(await retake(client, id)).toEqual(asked);
    const lease = await worker.take();
    expect(lease.snapRequestId).toBe(asked?.snapRequestId);
    expect(await worker.payload(lease)).toContain('prefersColorScheme');
    expect((await captureOf(client, 'head', 'Button')).retakes).toMatchObject([
      { by: expect.stringMatching(/^tenant/), state: 'leased', image: null, same: null },
    ]);
    await worker.finish(lease, [
      { component: 'Button', colour: 'red' },
      { component: 'Card', colour: 'grey' },
    ]);
    const { retakes } = await captureOf(client, 'head', 'Button');
    expect(retakes).toMatchObject([
      { state: 'done', same: false, image: { url: expect.any(String) } },
    ]);
    const card = await captureOf(client, 'head', 'Card');
    expect(card.retakes).toMatchObject([{ same: true }]);
    expect(await client.comparison('base', 'head')).toMatchObject({ counts: { changed: 1 } });
    await expect(
      adopt(client, 'head', card.snapshot.id, asked?.snapRequestId ?? 0),
    ).rejects.toMatchObject(conflict);
  });

  test('done once more neither copies pictures nor has its own copied', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const passOf = (digit: string) => ({
      ...{ key: digit.repeat(64), files: [], complete: true },
      pictures: [],
    });
    const remember = (token: string, digit: string) =>
      call(worker.client, operations.recordPasses, {
        params: { token },
        body: { used: [], passes: [passOf(digit)] },
      });
    const known = async (token: string) => {
      const body = { keys: ['a', 'b'].map((digit) => passOf(digit).key) };
      const found = await call(worker.client, operations.findPasses, { params: { token }, body });
      return found?.passes.map(({ key }) => key[0]);
    };
    const [id = 0] = await client.request(await recordedItem(client));
    const first = await worker.take();
    await remember(first.token, 'a');
    await worker.finish(first, [{ component: 'Button' }]);
    await retake(client, id);
    const second = await worker.take();
    expect(await known(second.token)).toEqual([]);
    await worker.finish(second, [{ component: 'Button', colour: 'red' }]);
    await remember(second.token, 'b');
    await client.request(await recordedItem(client));
    expect(await known((await worker.take()).token)).toEqual(['a']);
  });

  test('is put into the report when a person says so, and its comparison is made again', async () => {
    const client = await wire.client();
    await report(client, 'from', ['red', 'grey']);
    await report(client, 'to', ['green', 'grey']);
    await client.start('from', 'to');
    await client.compare('from', 'to');
    const before = await captureOf(client, 'to', 'Button');
    await client.decide((await client.comparison('from', 'to')).id, 'rejected');
    const asked = await retake(client, before.capture?.id ?? 0);
    await wire.finish(
      { component: 'Button', colour: 'red' },
      { component: 'Card', colour: 'grey' },
    );
    const taken = asked?.snapRequestId ?? 0;
    const adopted = await adopt(client, 'to', before.snapshot.id, taken);
    expect(adopted?.snapshotId).not.toBe(before.snapshot.id);
    // The verdict was on another picture.
    expect(await client.comparison('from', 'to')).toMatchObject({
      state: 'success',
      review: null,
      counts: { changed: 0, unchanged: 2 },
    });
    const after = await captureOf(client, 'to', 'Button');
    expect(after.snapshot).toMatchObject({ id: adopted?.snapshotId, snapRequestId: taken });
    expect(after.adopted).toMatchObject({ by: expect.stringMatching(/^tenant/) });
    // Asked for again, it is still a retake of the first.
    expect(after.retakes).toMatchObject([{ snapRequestId: taken, same: true }]);
    await expect(captureOf(client, 'to', 'nothing')).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await expect(adopt(client, 'to', before.snapshot.id, taken)).rejects.toMatchObject(missing);
  });

  test('of another capture is not put into a report', async () => {
    const client = await wire.client();
    await report(client, 'a', ['red', 'grey']);
    await report(client, 'b', ['green', 'grey']);
    const a = await captureOf(client, 'a', 'Button');
    const b = await captureOf(client, 'b', 'Button');
    const asked = await retake(client, a.capture?.id ?? 0);
    await wire.finish({ component: 'Button', colour: 'blue' });
    const taken = asked?.snapRequestId ?? 0;
    await expect(adopt(client, 'b', b.snapshot.id, taken)).rejects.toMatchObject(missing);
    const card = await captureOf(client, 'a', 'Card');
    expect(card.retakes).toMatchObject([{ state: 'done', image: null, same: null }]);
    await expect(adopt(client, 'a', card.snapshot.id, taken)).rejects.toMatchObject(conflict);
  });

  test('of a snapshot that nobody captured is none', async () => {
    const client = await wire.client();
    await report(client, 'whole', ['red', 'grey']);
    const extended = await client.extend('whole', [{ component: 'Card' }]);
    await client.report('partial', [extended]);
    const { capture, snapshot, retakes } = await captureOf(client, 'partial', 'Card');
    expect([capture, retakes]).toEqual([null, []]);
    expect(snapshot.carriedOverFrom).toBe('whole');
    await expect(retake(client, extended)).rejects.toMatchObject(missing);
  });
});
