import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallInput, type Operations, operations, type WebhookEvent } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTenant, startInstallation } from './installation.ts';
import { recordComparison } from './recorded-comparison.ts';
import { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

interface Received {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: { type: string; text?: string; data: Record<string, unknown> };
}

/** Somebody's server: keeps what it is sent, and answers with the status its path ends with. */
let receiver: HttpServer;
let origin: string;
const received: Received[] = [];
beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const path = request.url ?? '';
    received.push({ path, headers: request.headers, text, body: JSON.parse(text) });
    const [, status = '200'] = /-(\d{3})$/.exec(path) ?? [];
    response.writeHead(Number(status), { location: '/elsewhere' }).end('thanks');
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(() => receiver.close());

const comes = (path: string, type: string, times = 1) =>
  eventually(`${type} comes to ${path}`, async () => {
    const all = received.filter((one) => one.path === path && one.body.type === type);
    return all.length >= times ? all : null;
  });

const addWebhook = (
  client: TestClient,
  path: string,
  events: WebhookEvent[],
  more: { secret?: string } = {},
) =>
  client.asPerson(operations.addDestination, {
    params: { account: client.tenant.accountId },
    body: { kind: 'webhook', settings: { url: origin + path, events }, ...more },
  });

type DeliveriesQuery = CallInput<Operations['listDeliveries']>['query'];

const deliveries = async (client: TestClient, query: DeliveriesQuery = {}) => {
  const params = { account: client.tenant.accountId };
  return (await client.asPerson(operations.listDeliveries, { params, query }))?.deliveries ?? [];
};

describe.each(databases)('webhooks on $name', (database) => {
  const wire = useWire(database);
  let paths = 0;
  const newPath = (status = 200) => {
    paths += 1;
    return `/${database.name}/${paths}-${status}`;
  };

  test('are told of a comparison, signed, as the clients know it', async () => {
    const client = await wire.client();
    const path = newPath();
    const added = await addWebhook(client, path, ['comparison', 'report.completed']);
    expect(added?.secret).toMatch(/^[\w-]{32}$/);
    await wire.record(client, 'a', [{ component: 'Button', colour: 'red' }]);
    await wire.record(client, 'b', [{ component: 'Button', colour: 'blue' }]);
    await client.compare('a', 'b');
    const [comparison] = await comes(path, 'comparison');
    expect(comparison?.body.data).toMatchObject({ equal: false, status: 'failure', added: [] });
    expect(comparison?.body.data.diffs).toHaveLength(1);
    const signature = createHmac('sha256', added?.secret ?? '')
      .update(comparison?.text ?? '')
      .digest('hex');
    expect(comparison?.headers['x-happo-signature']).toBe(`sha256=${signature}`);
    const reports = await comes(path, 'report.completed', 2);
    expect(reports.map(({ body }) => body.data.sha).toSorted()).toEqual(['a', 'b']);
  });

  test('are told of flakes, decisions and failed jobs, if they want to hear of them', async () => {
    const client = await wire.client();
    const [path, other] = [newPath(), newPath()];
    await addWebhook(client, path, ['flake', 'comparison.reviewed', 'job.failed']);
    await addWebhook(client, other, ['comparison']);
    const sizes = { changed: 2, added: 0, deleted: 0, unchanged: 1 };
    const made = await recordComparison(wire.installation().server.ctx, client.tenant, sizes);
    const params = { account: client.tenant.accountId, comparison: made.comparisonId };
    const [beforeSnapshotId = 0] = made.before;
    const [afterSnapshotId = 0] = made.after;
    const pair = { beforeSnapshotId, afterSnapshotId };
    await client.asPerson(operations.reportFlake, { params, body: pair });
    await client.asPerson(operations.undoFlake, { params: { ...params, ...pair } });
    const flakes = await comes(path, 'flake', 2);
    const actions = flakes.map(({ body }) => body.data.action);
    expect(actions.toSorted()).toEqual(['reported', 'undone']);
    expect(flakes[0]?.body.data).toMatchObject({
      project: { id: client.tenant.projectId, name: 'default' },
      comparison: { id: made.comparisonId, beforeSha: made.sha1, afterSha: made.sha2 },
      snapshot1: { component: 'component-000000', variant: 'default', target: 'chrome' },
    });

    const body = { decision: 'accepted', comment: 'on purpose' } as const;
    await client.asPerson(operations.decideComparison, { params, body });
    const [review] = await comes(path, 'comparison.reviewed');
    expect(review?.body.data).toMatchObject({ ...body, changes: 2, undone: null });
    expect(review?.body.text).toMatch(/^default: tenant \d+ accepted 2 changes of /);

    await client.start('a', 'b');
    await client.cancel('a', 'b', 'no stories were found');
    const [failed] = await comes(path, 'job.failed');
    expect(failed?.body).toMatchObject({
      text: 'default: the job of b failed: no stories were found',
      data: { job: { sha1: 'a', sha2: 'b' }, message: 'no stories were found' },
    });
    expect(received.filter((one) => one.path === other)).toEqual([]);
  });

  test('that refuse are not asked again by themselves; the log says what they answered', async () => {
    const client = await wire.client();
    const path = newPath(410);
    await addWebhook(client, path, ['report.completed']);
    await wire.record(client, 'a', [{ component: 'Button' }]);
    const [refused] = await eventually('it is refused', async () => {
      const found = await deliveries(client, { state: 'refused' });
      return found.length > 0 ? found : null;
    });
    const params = { account: client.tenant.accountId, delivery: refused?.id ?? 0 };
    const shown = await client.asPerson(operations.getDelivery, { params });
    expect(shown?.log).toMatchObject([
      {
        request: { method: 'POST', url: origin + path },
        response: { status: 410, body: 'thanks' },
        problem: 'answered 410: thanks',
      },
    ]);

    await client.asPerson(operations.redeliver, { params });
    const both = await comes(path, 'report.completed', 2);
    expect(both[1]?.text).toBe(both[0]?.text);
    const ids = both.map(({ headers }) => headers['x-twinlens-delivery']);
    expect(ids).toEqual([String(params.delivery), String(params.delivery)]);
  });

  test('do not follow redirects', async () => {
    const client = await wire.client();
    const added = await addWebhook(client, newPath(302), ['flake']);
    const params = { account: client.tenant.accountId, destination: added?.destination.id ?? 0 };
    expect(await client.asPerson(operations.testDestination, { params })).toEqual({
      works: false,
      says: 'It answered 302: thanks. Redirects are not followed: give the address it leads to.',
    });
  });

  test.each([
    ['ftp://example.org/', /url: give an address/],
    ['no address', /url: give an address/],
    ['https://ada:secret@example.org/', /without a name or password/],
  ])('cannot be at %s', async (url, message) => {
    const client = await wire.client();
    const answer = client.asPerson(operations.addDestination, {
      params: { account: client.tenant.accountId },
      body: { kind: 'webhook', settings: { url, events: ['flake'] } },
    });
    await expect(answer).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(message),
    });
  });

  test('of an account are nobody else’s', async () => {
    const [client, stranger] = [await wire.client(), await wire.client()];
    const added = await addWebhook(client, newPath(), ['report.completed']);
    await wire.record(client, 'a', [{ component: 'Button' }]);
    const [delivery] = await deliveries(client);
    const account = stranger.tenant.accountId;
    const gone = { code: 'not_found' };
    const destination = added?.destination.id ?? 0;
    const params = { account, destination };
    await expect(stranger.asPerson(operations.testDestination, { params })).rejects.toMatchObject(
      gone,
    );
    await expect(stranger.asPerson(operations.removeDestination, { params })).rejects.toMatchObject(
      gone,
    );
    const one = { params: { account, delivery: delivery?.id ?? 0 } };
    await expect(stranger.asPerson(operations.getDelivery, one)).rejects.toMatchObject(gone);
    await expect(stranger.asPerson(operations.redeliver, one)).rejects.toMatchObject(gone);
    expect(await deliveries(stranger)).toEqual([]);
  });

  test('that are removed are told nothing more', async () => {
    const client = await wire.client();
    const path = newPath();
    const added = await addWebhook(client, path, ['report.completed']);
    const params = { account: client.tenant.accountId, destination: added?.destination.id ?? 0 };
    await client.asPerson(operations.removeDestination, { params });
    await wire.record(client, 'a', [{ component: 'Button' }]);
    expect(await deliveries(client)).toEqual([]);
  });
});

test('private networks are called only where the operator allows it', async () => {
  const installation = await startInstallation({ privateDestinations: false });
  const client = new TestClient(
    installation.server.url,
    await addTenant(installation.server.ctx, 'Ada'),
  );
  const before = received.length;
  const { port } = new URL(origin);
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254']) {
    const added = await client.asPerson(operations.addDestination, {
      params: { account: client.tenant.accountId },
      body: { kind: 'webhook', settings: { url: `http://${host}:${port}/`, events: ['flake'] } },
    });
    const params = { account: client.tenant.accountId, destination: added?.destination.id ?? 0 };
    const answer = await client.asPerson(operations.testDestination, { params });
    expect(answer?.works).toBe(false);
    expect(answer?.says).toMatch(/is an address of a private network/);
  }
  expect(received.length).toBe(before);
  await installation.close();
});
