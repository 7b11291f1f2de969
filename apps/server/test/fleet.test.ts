/** Workers and their tokens, as who runs the installation manages them. */
import { call, operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { beforeAll, describe, expect, test } from 'vitest';
import { addOperator } from './installation.ts';
import { newItem } from './test-client.ts';
import { useWire } from './wire.ts';

type Fleet = ResponseOf<typeof operations.getFleet>;

const chrome = {
  type: 'browser-chrome' as const,
  browser: 'Chromium 1',
  version: 'Chromium 1',
  lacks: [],
};
const good = 'a'.repeat(64);
const bad = 'b'.repeat(64);

describe.each(databases)('the fleet on $name', (database) => {
  const wire = useWire(database);
  let person: { origin: string; headers: Record<string, string> };
  beforeAll(async () => {
    const { server } = wire.installation();
    person = { origin: server.url, headers: await addOperator(server.ctx) };
  });

  const fleet = async (): Promise<Fleet> =>
    (await call(person, operations.getFleet, {})) ?? { workers: [], tokens: [], types: [] };
  const seen = async (name: string) => {
    const worker = (await fleet()).workers.find((one) => one.name === name);
    if (!worker) throw new Error(`there is no worker ${name}`);
    return worker;
  };
  const setState = async (name: string, state: 'in service' | 'drained' | 'quarantined') => {
    const params = { worker: (await seen(name)).id };
    await call(person, operations.setWorkerState, { params, body: { state } });
  };

  async function newToken(label: string) {
    const made = await call(person, operations.createWorkerToken, { body: { label } });
    const headers = { authorization: `Bearer ${made?.token}` };
    return { id: made?.id ?? 0, client: { origin: person.origin, headers } };
  }

  const take = (client: typeof person, name: string) =>
    call(client, operations.takeLease, {
      body: { worker: { name, browser: 'Chromium 1' }, types: ['browser-chrome'], waitMs: 0 },
    });
  const register = (
    client: typeof person,
    name: string,
    more: { digest?: string; outOfService?: string } = {},
  ) =>
    call(client, operations.registerWorker, {
      body: {
        name,
        targets: [chrome],
        fonts: 'fonts',
        calibrations: more.digest ? [{ version: 'Chromium 1', digest: more.digest }] : [],
        outOfService: more.outOfService ?? null,
      },
    });

  test('a token of its own lets a worker lease, until it is revoked', async () => {
    const { id, client } = await newToken('rack 1');
    await register(client, 'revoked');
    const customer = await wire.client();
    await customer.request(newItem(), newItem());
    const lease = await take(client, 'revoked');
    expect((await seen('revoked')).current).toMatchObject([
      { snapRequestId: lease?.snapRequestId },
    ]);
    expect((await seen('revoked')).token).toEqual({ id, label: 'rack 1', revoked: false });

    await call(person, operations.revokeWorkerToken, { params: { workerToken: id } });
    await expect(take(client, 'revoked')).rejects.toThrow('revoked');
    const params = { token: lease?.token ?? '' };
    await expect(
      call(client, operations.heartbeat, { params, body: { captured: 1 } }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await fleet()).tokens.map((one) => one.id)).not.toContain(id);
  });

  test('a token opens nothing but what workers call', async () => {
    const { client } = await newToken('scoped');
    for (const path of ['/api/me', '/api/fleet', '/api/reports/x'])
      expect((await fetch(client.origin + path, { headers: client.headers })).status).not.toBe(200);
    await expect(call(client, operations.getFleet, {})).rejects.toBeInstanceOf(TwinlensError);
  });

  test('a drained worker ends what it is at, and takes nothing more until it is back', async () => {
    const worker = wire.worker();
    const customer = await wire.client();
    await customer.request(newItem(), newItem());
    const lease = await worker.take();
    await setState('worker 1', 'drained');
    expect(await worker.tryTake()).toBeUndefined();
    await worker.finish(lease, [{ component: 'Button' }]);
    expect(await seen('worker 1')).toMatchObject({
      state: 'drained',
      reason: 'drained by operator',
      current: [],
    });
    await setState('worker 1', 'in service');
    expect(await worker.tryTake()).toBeDefined();
  });

  test('a worker that lacks disk gets nothing, and its types are not served by it', async () => {
    const { client } = await newToken('small disk');
    const why = 'only 3 MB of disk are left, and 500 MB are needed';
    await register(client, 'full', { outOfService: why });
    const customer = await wire.client();
    await customer.request(newItem());
    expect(await take(client, 'full')).toBeUndefined();
    expect((await seen('full')).outOfService).toBe(why);
    const before = (await fleet()).types.find(({ type }) => type === 'browser-chrome');
    await register(client, 'full');
    const after = (await fleet()).types.find(({ type }) => type === 'browser-chrome');
    expect(after?.workers).toBe((before?.workers ?? 0) + 1);
    expect(await take(client, 'full')).toBeDefined();
  });

  test('types that nobody serves are named, with the reason', async () => {
    const firefox = (await fleet()).types.find(({ type }) => type === 'browser-firefox');
    expect(firefox).toMatchObject({ workers: 0 });
    expect(firefox?.unserved).toContain('no worker for browser-firefox has been seen');
  });

  test('failures are counted with the last reason', async () => {
    const { client } = await newToken('failing');
    await register(client, 'failing');
    const customer = await wire.client();
    await customer.request(newItem());
    const lease = await take(client, 'failing');
    const body = { message: 'The browser crashed', retryable: true, log: [] };
    await call(client, operations.failLease, { params: { token: lease?.token ?? '' }, body });
    expect(await seen('failing')).toMatchObject({
      failures: 1,
      lastFailure: { message: 'The browser crashed' },
    });
  });

  test('a worker whose sheet comes to look different is quarantined, and its results are marked and taken again', async () => {
    const [one, two, three] = [await newToken('1'), await newToken('2'), await newToken('3')];
    for (const { client } of [one, two, three]) {
      expect(await register(client, 'calibrated', { digest: good })).toMatchObject({
        state: 'in service',
      });
    }
    const customer = await wire.client();
    const item = newItem();
    const [requestId] = await customer.request(item);
    const lease = await take(three.client, 'calibrated');
    if (!lease) throw new Error('there was nothing to take');
    const worker = wire.worker();
    await worker.finish(lease, [{ component: 'Button' }]);
    await customer.report('doubtful', [requestId ?? 0]);

    const answer = await register(three.client, 'calibrated', { digest: bad });
    expect(answer?.state).toBe('quarantined');
    expect(answer?.reason).toContain('2 other workers');
    const retake = await take(one.client, 'calibrated');
    expect(retake?.snapRequestId).not.toBe(requestId);
    expect(await take(three.client, 'calibrated')).toBeUndefined();
    // Asked for again, it is captured again, and not joined.
    expect(await customer.request(item)).not.toContain(requestId);

    const doubtful = await customer.asPerson(operations.getReport, {
      params: {
        account: customer.tenant.accountId,
        project: customer.tenant.projectId,
        sha: 'doubtful',
      },
    });
    expect(doubtful?.browsers).toMatchObject([
      { browsers: ['none'], doubt: expect.stringContaining('was quarantined: its calibration') },
    ]);

    expect((await register(three.client, 'calibrated', { digest: good }))?.state).toBe(
      'in service',
    );
  });

  test('what is taken again replaces the doubted picture, but where somebody has decided', async () => {
    const token = await newToken('doubted');
    const other = await newToken('trusted');
    await register(other.client, 'trusted');
    const customer = await wire.client();
    const worker = wire.worker();
    const shown = (colour: string) => [
      { component: 'Button', colour },
      { component: 'Card', colour: 'grey' },
    ];
    await wire.record(customer, 'before', shown('red'));
    for (const sha of ['open', 'decided']) {
      await register(token.client, 'doubted');
      const ids = await customer.request(newItem());
      const lease = await take(token.client, 'doubted');
      if (!lease) throw new Error('there was nothing to take');
      await customer.report(sha, ids);
      await worker.finish(lease, shown('blue'));
      await customer.start('before', sha);
      await customer.compare('before', sha);
    }
    const counts = { changed: 1 };
    for (const sha of ['open', 'decided'])
      expect(await customer.comparison('before', sha)).toMatchObject({ counts });
    const decided = await customer.comparison('before', 'decided');
    await customer.decide(decided.id, 'accepted');

    await setState('doubted', 'quarantined');
    for (let count = 0; count < 2; count += 1) {
      const lease = await take(other.client, 'trusted');
      if (!lease) throw new Error('it is not taken again');
      await worker.finish(lease, shown('red'));
    }
    expect(await customer.comparison('before', 'open')).toMatchObject({
      state: 'success',
      counts: { changed: 0, unchanged: 2 },
      browsers: [{ doubt: null }],
    });
    expect(await customer.comparison('before', 'decided')).toMatchObject({
      state: 'success',
      counts,
      review: { decision: 'accepted' },
      browsers: [{ doubt: expect.stringContaining('quarantined by operator') }],
    });
    const [button] = (await customer.snapshots('open'))?.snapshots ?? [];
    const params = {
      account: customer.tenant.accountId,
      project: customer.tenant.projectId,
      sha: 'open',
      snapshot: button?.id ?? 0,
    };
    const capture = await customer.asPerson(operations.getSnapshotCapture, { params });
    expect(capture?.adopted).toMatchObject({ by: 'Twinlens' });
  });

  test('a browser that is asked for by name is taken by workers that have it', async () => {
    const { client } = await newToken('with names');
    const named = [{ type: 'browser-chrome' as const, name: 'next' }];
    const takeNamed = () =>
      call(client, operations.takeLease, {
        body: { worker: { name: 'named', browser: 'x' }, types: [], named, waitMs: 0 },
      });
    const customer = await wire.client();
    const item = newItem();
    const payloadString = JSON.stringify({ ...JSON.parse(item.payloadString), browser: 'next' });
    const [id = 0] = await customer.request({
      ...item,
      payloadString,
      payloadHash: 'f'.repeat(32),
    });
    await customer.request(newItem());
    const waits = () =>
      customer.asPerson(operations.getSnapRequest, {
        params: { account: customer.tenant.accountId, id },
      });
    expect(await waits()).toMatchObject({
      browserName: 'next',
      error: expect.stringContaining('no worker for browser-chrome in next has been seen'),
    });
    const why = '"next" is pinned to 2, and /opt/next is Chromium 1';
    const body = { name: 'named', fonts: '', calibrations: [], outOfService: null };
    await call(client, operations.registerWorker, {
      body: { ...body, targets: [], refused: [{ browser: 'next', why }] },
    });
    expect((await waits())?.error).toBe(`no worker captures browser-chrome in next: ${why}`);
    expect((await seen('named')).refused).toEqual([{ browser: 'next', why }]);

    const target = { ...chrome, name: 'next', browser: 'Next: Chromium 2' };
    await call(client, operations.registerWorker, { body: { ...body, targets: [target] } });
    const pool = (await fleet()).types.find(({ name }) => name === 'next');
    expect(pool).toEqual({
      ...{ type: 'browser-chrome', name: 'next' },
      ...{ workers: 1, waiting: 1, unserved: null },
    });
    expect((await waits())?.error).toBeNull();
    const lease = await takeNamed();
    expect(lease).toMatchObject({ snapRequestId: id, browserName: 'next' });
    expect(await takeNamed()).toBeUndefined();
    expect(await take(client, 'named')).not.toHaveProperty('browserName');
  });

  test('a browser without a proper name is refused', async () => {
    const customer = await wire.client();
    const item = newItem();
    const payloadString = JSON.stringify({ ...JSON.parse(item.payloadString), browser: 'A B' });
    await expect(customer.request({ ...item, payloadString })).rejects.toThrow('payload: browser');
  });

  test('the first of two that differ stays, and the majority counts once there is one', async () => {
    const [one, two, three] = [await newToken('4'), await newToken('5'), await newToken('6')];
    const version = 'Chromium 2';
    const say = (client: typeof person, digest: string) =>
      call(client, operations.registerWorker, {
        body: {
          name: 'tied',
          targets: [{ ...chrome, version, browser: version }],
          fonts: 'fonts',
          calibrations: [{ version, digest }],
          outOfService: null,
        },
      });
    expect((await say(one.client, bad))?.state).toBe('in service');
    expect((await say(two.client, good))?.state).toBe('quarantined');
    expect((await say(three.client, good))?.state).toBe('in service');
    const states = (await fleet()).workers
      .filter(({ name }) => name === 'tied')
      .map(({ token, state }) => [token?.label, state]);
    expect(Object.fromEntries(states)).toEqual({
      '4': 'quarantined',
      '5': 'in service',
      '6': 'in service',
    });
  });
});
