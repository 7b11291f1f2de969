/** Snap-requests as the clients before version 6 make them, and wait for them. */
import { randomBytes, randomUUID } from 'node:crypto';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { md5, newItem, type TestClient } from './test-client.ts';
import type { Shown, TestWorker } from './test-worker.ts';
import { useWire } from './wire.ts';

/** Answer of one call as these clients see it: they parse the body whatever the status. */
async function send(client: TestClient, path: string, body?: FormData | object, headers = {}) {
  const isForm = body instanceof FormData;
  const answer = await fetch(client.origin + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...client.tenant.client,
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

const create = (client: TestClient, body: FormData | object) =>
  send(client, '/api/snap-requests', body);

const poll = (client: TestClient, id: number) => send(client, `/api/snap-requests/${id}`);

const payloadOf = (title = randomUUID()) => ({
  viewport: '800x600',
  pages: [{ url: 'https://example.org/', title }],
});

/** Captures what is shown under a commit, in a target. */
async function record(
  client: TestClient,
  worker: TestWorker,
  sha: string,
  shownIn: Record<string, Shown[]>,
): Promise<void> {
  const targets = Object.keys(shownIn);
  await client.report(sha, await client.request(...targets.map((target) => newItem(target))));
  for (let left = targets.length; left > 0; left -= 1) {
    const lease = await worker.take();
    await worker.finish(lease, shownIn[lease.targetName] ?? []);
  }
}

/** `component variant target` of each snapshot, with a star where it was carried over. */
const namesOf = async (client: TestClient, sha: string) =>
  (await client.snapshots(sha))?.snapshots
    .map(({ component, variant, target, snapRequestId }) =>
      [component, variant, target, ...(snapRequestId === null ? ['*'] : [])].join(' '),
    )
    .toSorted();

/** A picture of the account, as the address a client would be given for it. */
async function addPicture(client: TestClient, worker: TestWorker, colour: string): Promise<string> {
  const [id = 0] = await client.request(newItem());
  await worker.finish(await worker.take(), [{ component: 'Picture', colour }]);
  const { body } = await poll(client, id);
  return body.result[0].url;
}

describe.each(databases)('snap-requests of older clients on $name', (database) => {
  const wire = useWire(database);

  describe('as JSON', () => {
    test('are taken with a payload that is an object, or text', async () => {
      const client = await wire.client();
      const worker = wire.worker();
      const payload = payloadOf();
      const first = await create(client, { type: 'browser-chrome', targetName: 'big', payload });
      expect(first).toEqual({ status: 200, body: { requestId: expect.any(Number) } });
      const lease = await worker.take();
      expect(lease).toMatchObject({ snapRequestId: first.body.requestId, targetName: 'big' });
      expect(JSON.parse(await worker.payload(lease))).toEqual(payload);

      const text = JSON.stringify(payloadOf());
      const second = await create(client, { type: 'browser-chrome', payload: text });
      expect(second.status).toBe(200);
      expect(await worker.payload(await worker.take())).toBe(text);
    });

    test('without a target are of one named like the browser', async () => {
      const client = await wire.client();
      await create(client, { type: 'browser-chrome', payload: payloadOf() });
      expect((await wire.worker().take()).targetName).toBe('chrome');
    });

    test('with the hash of the payload, or one the server makes, are reused', async () => {
      const client = await wire.client();
      const snapPayloads = [{ html: randomUUID(), component: 'Button', variant: 'red' }];
      const payload = { viewport: '800x600', snapPayloads };
      const send = { type: 'browser-chrome', targetName: 'chrome', payload };
      const first = await create(client, send);
      expect(first.status).toBe(200);
      expect(await create(client, send)).toEqual(first);
      const payloadHash = md5(JSON.stringify(payload));
      expect(await create(client, { ...send, payloadHash })).toEqual(first);

      // What is on a page may be another thing tomorrow.
      const live = { type: 'browser-chrome', payload: payloadOf() };
      const [one, other] = [await create(client, live), await create(client, live)];
      expect(one.body.requestId).not.toBe(other.body.requestId);
    });

    test.each([
      [{}, 'type'],
      [{ type: 'browser-undefined', payload: payloadOf() }, 'type'],
      [{ type: 'browser-chrome' }, 'payload'],
      [{ type: 'browser-chrome', payload: 7 }, 'payload'],
      [{ type: 'browser-chrome', payload: {} }, 'viewport'],
      [{ type: 'browser-chrome', payload: 'no JSON' }, 'JSON'],
      [{ type: 'extends-report', payload: payloadOf() }, 'extendsSha'],
      [{ type: 'extends-report', payload: 'no JSON', extendsSha: 'a' }, 'JSON'],
      [{ type: 'extends-report', payload: 'null', extendsSha: 'a' }, 'pages'],
      [['browser-chrome'], 'body'],
    ])('are refused when they are %j', async (body, word) => {
      const answer = await create(await wire.client(), body);
      expect(answer.status).toBe(400);
      expect(answer.body.message).toContain(word);
    });
  });

  test('reach the worker as they were sent, with all that newer clients have dropped or renamed', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const common = { viewport: '320x600', renderingOptions: {}, scrollStitch: true };
    const css = '.box { color: red }';
    const block = { source: '/src/app.css', css, id: 'app', conditional: true };
    const example = { html: '<p>Hi</p>', css: '', component: 'Box', variant: 'plain' };
    for (const payload of [
      {
        ...common,
        globalCSS: [block, { css }],
        snapPayloads: [{ ...example, stylesheets: ['app'] }],
      },
      { ...common, globalCSS: css, snapPayloads: [] },
      {
        ...common,
        maxHeight: 10_000,
        pages: [{ url: 'https://example.org/', title: randomUUID() }],
      },
    ]) {
      const { status } = await create(client, { type: 'browser-chrome', payload });
      expect(status).toBe(200);
      expect(JSON.parse(await worker.payload(await worker.take()))).toEqual(payload);
    }
  });

  test('of a whole run are answered with JSON objects, and the same when they are repeated', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const bytes = randomBytes(1000);
    const hash = md5(bytes);
    const assets = () => {
      const form = new FormData();
      form.set('payload', new Blob([bytes], { type: 'application/zip' }), 'payload.zip');
      return form;
    };
    const twice = async (path: string, body?: () => FormData | object) => {
      const first = await send(client, path, body?.());
      expect(first).toEqual({ status: 200, body: expect.any(Object) });
      const again = await send(client, path, body?.());
      expect(again.body).toEqual(
        'isNew' in first.body ? { ...first.body, isNew: false } : first.body,
      );
      return first.body;
    };
    const unknown = await send(client, `/api/snap-requests/assets-data/${hash}`);
    expect(unknown).toMatchObject({ status: 404, body: { message: expect.any(String) } });
    const { path: staticPackage } = await twice(`/api/snap-requests/assets/${hash}`, assets);
    await twice(`/api/snap-requests/assets-data/${hash}`);
    const chunk = { index: 0, total: 1 };
    const payload = { viewport: '800x600', globalCSS: [], chunk, staticPackage };
    const { requestId } = await twice('/api/snap-requests', () => ({
      type: 'browser-chrome',
      payload,
    }));
    await twice('/api/async-reports/head', () => ({ requestIds: [requestId] }));
    const nonce = 'build 7';
    await twice('/api/async-reports/shard', () => ({ requestIds: [requestId], nonce }));
    await twice('/api/async-reports/shard/finalize', () => ({ nonce, skippedExamples: [] }));
    await twice('/api/jobs/base/head', () => ({ link: 'https://example.org/pull/1' }));
    await twice('/api/reports/base/compare/head', () => ({ isAsync: 'true' }));
    await worker.finish(await worker.take(), [{ component: 'Box' }]);
    await twice(`/api/snap-requests/${requestId}`);
    await twice('/api/reports/base/compare/head', () => ({ isAsync: true }));
    expect(await namesOf(client, 'head')).toEqual(['Box default chrome']);
  });

  test('may be called below an endpoint that ends with a slash', async () => {
    const client = await wire.client();
    const body = { type: 'browser-chrome', payload: payloadOf() };
    const { requestId } = (await send(client, '//api/snap-requests', body)).body;
    expect(await send(client, `//api/snap-requests/${requestId}`)).toEqual({
      status: 200,
      body: { status: 'pending' },
    });
  });

  describe('are waited for', () => {
    test('until their pictures are there', async () => {
      const client = await wire.client();
      const worker = wire.worker();
      const [id = 0] = await client.request(newItem('small'));
      expect(await poll(client, id)).toEqual({ status: 200, body: { status: 'pending' } });
      const lease = await worker.take();
      expect((await poll(client, id)).body).toEqual({ status: 'running' });
      await worker.finish(lease, [{ component: 'Button' }, { component: 'Card', colour: 'red' }]);
      const url = expect.stringMatching(/^http.*\/a\/\d+\/img\/[0-9a-f]{32}\.png$/);
      const common = { variant: 'default', target: 'small', url, width: 3, height: 2 };
      const { body } = await poll(client, id);
      expect(body).toEqual({
        status: 'done',
        result: [
          { component: 'Button', ...common },
          { component: 'Card', ...common },
        ],
      });
      expect((await fetch(body.result[0].url)).status).toBe(200);
    });

    test('until they fail, with the reason', async () => {
      const client = await wire.client();
      const worker = wire.worker();
      const [id = 0] = await client.request(newItem());
      await worker.fail(await worker.take(), 'the page is broken', false);
      const answer = await poll(client, id);
      expect(answer.status).toBe(409);
      expect(answer.body.message).toContain('Failed on worker: the page is broken');
    });

    test('by nobody else', async () => {
      const [id = 0] = await (await wire.client()).request(newItem());
      const stranger = await wire.client();
      const theirs = await poll(stranger, id);
      expect(theirs.status).toBe(404);
      const nobodys = await poll(stranger, 2_147_483_647);
      expect(nobodys.status).toBe(404);
      expect(theirs.body).toEqual({
        ...nobodys.body,
        message: nobodys.body.message.replaceAll('2147483647', String(id)),
        requestId: expect.any(String),
      });
    });
  });

  describe('with pictures of the client', () => {
    const add = (client: TestClient, ...snaps: object[]) =>
      send(client, '/api/snap-requests/with-results', { snaps });

    test('are done at once, and make a report', async () => {
      const client = await wire.client();
      const worker = wire.worker();
      const url = await addPicture(client, worker, 'red');
      const wrong = { width: 1000, height: null };
      const snaps = [
        { component: 'Button', variant: 'one', target: 'phone', url, ...wrong },
        { component: 'Button', variant: 'two', targets: ['phone', 'desktop'], url },
        { component: 'Button', variant: 'three', url: new URL(url).pathname },
      ];
      const added = await add(client, ...snaps);
      expect(added).toEqual({ status: 200, body: { requestId: expect.any(Number) } });
      expect(await add(client, ...snaps)).toEqual(added);
      expect((await poll(client, added.body.requestId)).body.result[0]).toEqual({
        component: 'Button',
        variant: 'one',
        target: 'phone',
        url,
        width: 3,
        height: 2,
      });
      await client.report('a', [added.body.requestId]);
      expect(await namesOf(client, 'a')).toEqual([
        'Button one phone',
        'Button three default',
        'Button two desktop',
        'Button two phone',
      ]);
    });

    test('are refused with addresses of anything else, as a whole', async () => {
      const client = await wire.client();
      const worker = wire.worker();
      const url = await addPicture(client, worker, 'red');
      const others = await addPicture(await wire.client(), worker, 'red');
      const good = { component: 'Button', variant: 'good', url };
      for (const bad of [
        others,
        url.replace(/\/a\/\d+\//, '/a/999/'),
        url.replace(/[0-9a-f]{32}/, '0'.repeat(32)),
        url.replace('http://', 'https://elsewhere.'),
        `${url}?x`,
        'file:///etc/passwd',
        '',
      ]) {
        const refused = await add(client, good, { component: 'Card', variant: 'bad', url: bad });
        expect(refused.status).toBe(400);
        expect(refused.body.message).toContain('Card / bad');
      }
    });
  });

  describe('that borrow pages', () => {
    const borrow = (client: TestClient, titles: string[], more: Record<string, string> = {}) => {
      const body = new FormData();
      const pages = titles.map((title) => ({ title, extends: 'base' }));
      const payload = JSON.stringify({ viewport: '800x600', pages, extendsSha: 'base' });
      body.set('payload', new Blob([payload], { type: 'application/json' }), 'payload.json');
      const fields = { type: 'extends-report', targetName: 'chrome', payloadHash: md5(payload) };
      const all = { ...fields, extendsSha: 'base', ...more };
      for (const [name, value] of Object.entries(all)) body.set(name, value);
      return create(client, body);
    };
    const shown = {
      chrome: [
        { component: 'Start', variant: 'one' },
        { component: 'Start', variant: 'two' },
        { component: 'Contact' },
      ],
      phone: [{ component: 'Start', variant: 'one' }],
    };

    test('have what a finished report shows of them in their target', async () => {
      const client = await wire.client();
      await record(client, wire.worker(), 'base', shown);
      const { status, body } = await borrow(client, ['Start', 'Unheard of']);
      expect(status).toBe(200);
      expect((await poll(client, body.requestId)).body).toMatchObject({
        status: 'done',
        result: [{ variant: 'one', target: 'chrome' }, { variant: 'two' }],
      });
      await client.report('head', [body.requestId]);
      expect(await namesOf(client, 'head')).toEqual(['Start one chrome *', 'Start two chrome *']);
    });

    test('wait for a report that is on its way', async () => {
      const client = await wire.client();
      const worker = wire.worker();
      await client.report('base', await client.request(newItem()));
      const { body } = await borrow(client, ['Contact']);
      await client.report('head', [body.requestId]);
      expect((await poll(client, body.requestId)).body).toEqual({ status: 'pending' });
      await worker.finish(await worker.take(), shown.chrome);
      expect((await poll(client, body.requestId)).body).toMatchObject({ status: 'done' });
      expect(await namesOf(client, 'head')).toEqual(['Contact default chrome *']);
    });

    test('find the report in another project when the default one has none', async () => {
      const client = await wire.client();
      const worker = wire.worker();
      await client.report('base', await client.request(newItem()), { project: 'site' });
      await worker.finish(await worker.take(), [{ component: 'Start', variant: 'site' }]);
      const found = await borrow(client, ['Start']);
      expect((await poll(client, found.body.requestId)).body.result).toMatchObject([
        { variant: 'site' },
      ]);
      await record(client, worker, 'base', {
        chrome: [{ component: 'Start', variant: 'default' }],
      });
      const closer = await borrow(client, ['Start']);
      expect((await poll(client, closer.body.requestId)).body.result).toMatchObject([
        { variant: 'default' },
      ]);
    });

    test('are refused when there is no such report, in this account', async () => {
      await record(await wire.client(), wire.worker(), 'base', shown);
      const refused = await borrow(await wire.client(), ['Start']);
      expect(refused.status).toBe(400);
      expect(refused.body.message).toContain('there is no report of base');
    });
  });

  test('number what comes again, and leave it unchanged against a report that did the same', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const thrice = async (sha: string, colours: string[]) => {
      const ids = await client.request(...colours.map(() => newItem()));
      await client.report(sha, ids.toReversed());
      const leases = [];
      for (const _ of ids) leases.push(await worker.take());
      // The last to be asked for is the first to be ready: ids decide, not who is fast.
      for (const lease of leases.toReversed()) {
        const colour = colours[ids.indexOf(lease.snapRequestId)] ?? '';
        await worker.finish(lease, [{ component: 'Button', colour }]);
      }
    };
    await thrice('base', ['red', 'green', 'blue']);
    await thrice('same', ['red', 'green', 'blue']);
    const variants = [
      'Button default chrome',
      'Button default-2 chrome',
      'Button default-3 chrome',
    ];
    expect(await namesOf(client, 'base')).toEqual(variants);
    expect(await namesOf(client, 'same')).toEqual(variants);
    await client.compare('base', 'same');
    expect((await client.comparison('base', 'same')).counts).toMatchObject({
      changed: 0,
      added: 0,
      deleted: 0,
      unchanged: 3,
    });

    await thrice('less', ['red', 'grey']);
    await client.compare('base', 'less');
    expect((await client.comparison('base', 'less')).counts).toMatchObject({
      changed: 1,
      added: 0,
      deleted: 1,
      unchanged: 1,
    });
  });
});
