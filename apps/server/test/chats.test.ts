/** What rooms of chats are told. The chats themselves run nowhere else: what they take is in their documentation. */
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChatKind, chatKinds, operations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTenant, startInstallation } from './installation.ts';
import { recordComparison } from './recorded-comparison.ts';
import { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

let chat: HttpServer;
let origin: string;
const posted: { path: string; text: string }[] = [];
beforeAll(async () => {
  chat = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    posted.push({ path: request.url ?? '', text: Buffer.concat(parts).toString() });
    const isGone = request.url?.endsWith('gone') === true;
    response.writeHead(isGone ? 404 : 200).end(isGone ? 'no_service' : 'ok');
  });
  chat.listen(0, '127.0.0.1');
  await once(chat, 'listening');
  origin = `http://127.0.0.1:${(chat.address() as AddressInfo).port}`;
});
afterAll(() => chat.close());

const comes = (path: string, times = 1) =>
  eventually(`${times} to ${path}`, async () => {
    const found = posted.filter((one) => one.path === path);
    return found.length >= times ? found.map(({ text }) => text) : null;
  });

const addRoom = (client: TestClient, kind: ChatKind, secret: string) =>
  client.asPerson(operations.addDestination, {
    params: { account: client.tenant.accountId },
    body: {
      kind,
      secret,
      settings: { room: '#design', events: ['comparison', 'comparison.reviewed'] },
    },
  });

/** Longest texts, as each chat documents them. */
const limits = {
  slack: { text: 3000, blocks: 50 },
  discord: { title: 256, description: 4096 },
  /** Bytes of a whole message. */
  teams: 28_000,
};

describe.each(databases)('rooms of chats on $name', (database) => {
  const wire = useWire(database);
  let paths = 0;
  const newPath = (end = '') => {
    paths += 1;
    return `/${database.name}/secret-${paths}${end}`;
  };

  /** Tells one room of a comparison, whose names are as bad as they can be. */
  async function tellOf(kind: ChatKind, component: string, message: string): Promise<string> {
    const client = await wire.client();
    const path = newPath();
    await addRoom(client, kind, origin + path);
    await wire.record(client, 'a', [{ component, colour: 'red' }]);
    await wire.record(client, 'b', [
      { component, colour: 'blue' },
      ...Array.from({ length: 9 }, (_, index) => ({ component: `New ${index}` })),
    ]);
    await client.compare('a', 'b', { message });
    const [text = ''] = await comes(path);
    expect(text).toContain(
      `/a/${client.tenant.accountId}/p/${client.tenant.projectId}/compare/a/b`,
    );
    return text;
  }

  test('Slack: blocks within their limits, and nobody is called', async () => {
    const text = await tellOf(
      'slack',
      `<!channel> *Button* & ${'x'.repeat(900)}`,
      'y'.repeat(5000),
    );
    const { blocks, text: summary } = JSON.parse(text) as {
      text: string;
      blocks: {
        type: string;
        text?: { text: string };
        elements?: { type: string; text: unknown }[];
      }[];
    };
    expect(summary).toContain('default: 10 changes to review in');
    expect(blocks.length).toBeLessThanOrEqual(limits.slack.blocks);
    for (const block of blocks) {
      expect((block.text?.text ?? '').length).toBeLessThanOrEqual(limits.slack.text);
    }
    const all = blocks.map((block) => block.text?.text ?? '').join('\n');
    expect(all).toContain('changed: &lt;!channel&gt;');
    expect(all).not.toContain('<!channel>');
    expect(all).toContain('and 5 more');
    expect(blocks.at(-1)).toMatchObject({ type: 'actions', elements: [{ type: 'button' }] });
  });

  test('Teams: an Adaptive Card in an attachment, with a link', async () => {
    const text = await tellOf('teams', '[Button](https://evil.invalid)', 'New colours');
    expect(Buffer.byteLength(text)).toBeLessThan(limits.teams);
    const { type, attachments } = JSON.parse(text) as {
      type: string;
      attachments: {
        contentType: string;
        content: { type: string; body: { text: string }[]; actions: { type: string }[] };
      }[];
    };
    expect(type).toBe('message');
    const [attachment] = attachments;
    expect(attachment?.contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(attachment?.content.type).toBe('AdaptiveCard');
    const texts = attachment?.content.body.map((block) => block.text) ?? [];
    expect(texts[0]).toBe('default: 10 changes to review in “New colours”');
    expect(texts[2]).toBe('changed: \\[Button\\]\\(https://evil.invalid\\) / default / chrome');
    expect(attachment?.content.actions).toMatchObject([{ type: 'Action.OpenUrl' }]);
  });

  test('Discord: an embed within its limits, and nobody is called', async () => {
    const text = await tellOf('discord', '@everyone', 'z'.repeat(5000));
    const { embeds, allowed_mentions: mentions } = JSON.parse(text) as {
      embeds: { title: string; description: string; url: string }[];
      allowed_mentions: { parse: string[] };
    };
    expect(mentions).toEqual({ parse: [] });
    expect(embeds).toHaveLength(1);
    expect(embeds[0]?.title.length).toBeLessThanOrEqual(limits.discord.title);
    expect(embeds[0]?.description.length).toBeLessThanOrEqual(limits.discord.description);
    expect(embeds[0]?.description).toContain('1 changed, 9 added, 0 deleted, 0 unchanged');
  });

  test('hear of decisions; a test is told, and says what is wrong', async () => {
    const client = await wire.client();
    const [path, gone] = [newPath(), newPath('gone')];
    const added = await addRoom(client, 'slack', origin + path);
    const account = client.tenant.accountId;
    const sizes = { changed: 1, added: 0, deleted: 0, unchanged: 0 };
    const { comparisonId } = await recordComparison(
      wire.installation().server.ctx,
      client.tenant,
      sizes,
    );
    await client.decide(comparisonId, 'accepted');
    const [decided] = await comes(path);
    expect(decided).toMatch(/tenant \d+ accepted 1 change of/);
    const works = async (destination: number) =>
      client.asPerson(operations.testDestination, { params: { account, destination } });
    expect(await works(added?.destination.id ?? 0)).toEqual({
      works: true,
      says: 'Slack took a test message: it is in the room.',
    });
    const other = await addRoom(client, 'slack', origin + gone);
    expect(await works(other?.destination.id ?? 0)).toEqual({
      works: false,
      says: 'Slack answered 404: no_service.',
    });
  });

  test('whose address is changed, or stays; and nobody reads it', async () => {
    const client = await wire.client();
    const [path, other] = [newPath(), newPath()];
    const added = await addRoom(client, 'discord', origin + path);
    const account = client.tenant.accountId;
    const params = { account, destination: added?.destination.id ?? 0 };
    const settings = { room: '#other', events: ['comparison.reviewed' as const] };
    await client.asPerson(operations.changeDestination, {
      params,
      body: { kind: 'discord', settings },
    });
    const sizes = { changed: 1, added: 0, deleted: 0, unchanged: 0 };
    const { ctx } = wire.installation().server;
    const decideOne = async () =>
      client.decide((await recordComparison(ctx, client.tenant, sizes)).comparisonId, 'accepted');
    await decideOne();
    await comes(path);
    await client.asPerson(operations.changeDestination, {
      params,
      body: { kind: 'discord', settings, secret: origin + other },
    });
    await decideOne();
    await comes(other);
    const listed = await client.asPerson(operations.listDestinations, { params: { account } });
    const ledger = await eventually('both are told', async () => {
      const found = await client.asPerson(operations.listDeliveries, { params: { account } });
      return found?.deliveries.every(({ state }) => state === 'delivered') ? found : null;
    });
    const logs = await Promise.all(
      ledger.deliveries.map(({ id }) =>
        client.asPerson(operations.getDelivery, { params: { account, delivery: id } }),
      ),
    );
    expect(logs[0]?.log[0]?.request?.url).toBe(`${origin}/…`);
    expect(JSON.stringify([listed, logs])).not.toContain('secret-');
  });
});

test('rooms in private networks are refused, and what is no address', async () => {
  const installation = await startInstallation({ privateDestinations: false });
  const { ctx, url } = installation.server;
  const client = new TestClient(url, await addTenant(ctx, 'Ada'));
  const before = posted.length;
  for (const kind of chatKinds) {
    const added = await addRoom(client, kind, `${origin}/hook`);
    const params = { account: client.tenant.accountId, destination: added?.destination.id ?? 0 };
    const answer = await client.asPerson(operations.testDestination, { params });
    expect(answer?.works).toBe(false);
    expect(answer?.says).toMatch(/is an address of a private network/);
    await expect(addRoom(client, kind, 'xoxb-token')).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('secret: give an address'),
    });
  }
  expect(posted.length).toBe(before);
  await installation.close();
});
