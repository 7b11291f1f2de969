/** What people find in their inbox. No mail is sent here. */
import { type CallInput, call, type Operations, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { addPerson, type Tenant } from './installation.ts';
import { recordComparison } from './recorded-comparison.ts';
import type { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

describe.each(databases)('the inbox on $name', (database) => {
  const wire = useWire(database);

  async function as<K extends keyof Operations>(
    { session }: Pick<Tenant, 'session'>,
    id: K,
    input: CallInput<Operations[K]>,
  ) {
    const options = { origin: wire.installation().server.url, headers: session };
    return call(options, operations[id], input);
  }

  /** An account with an administrator who has a build machine, and a member. */
  async function two() {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    const ben = await addPerson(ctx, client.tenant.accountId, 'Ben', 'member');
    return { client, ben, benAddress: `${ben.userId}@example.org` };
  }

  const inbox = async (client: TestClient, person: Pick<Tenant, 'session'>, unread = false) => {
    const params = { account: client.tenant.accountId };
    const query = unread ? { unread } : {};
    const listed = await as(person, 'listNotices', { params, query });
    return listed ?? { notices: [], more: false, unread: -1 };
  };

  async function compareTwo(client: TestClient, more: { author?: string } = {}) {
    await wire.record(client, 'a', [{ component: 'Checkout/Pay', colour: 'red' }]);
    await wire.record(client, 'b', [{ component: 'Checkout/Pay', colour: 'blue' }]);
    await client.compare('a', 'b', { message: 'New colours', ...more });
    return client.comparison('a', 'b');
  }

  test('has who mentioned me, until I have read it; and nobody else’s', async () => {
    const { client, ben } = await two();
    const { ctx } = wire.installation().server;
    const account = client.tenant.accountId;
    const sizes = { changed: 1, added: 0, deleted: 0, unchanged: 0 };
    const { comparisonId, after, sha1, sha2 } = await recordComparison(ctx, client.tenant, sizes);
    const row = { account, comparison: comparisonId, snapshot: after[0] ?? 0 };
    await client.asPerson(operations.openThread, { params: row, body: { text: 'Is it, @Ben?' } });
    const { notices, unread } = await inbox(client, ben);
    expect(unread).toBe(1);
    expect(notices).toMatchObject([{ kind: 'mentioned', quote: 'Is it, @Ben?', readAt: null }]);
    expect(notices[0]?.text).toMatch(/mentioned you about component-000000 \/ default \/ chrome$/);
    expect(notices[0]?.path).toBe(
      `/a/${account}/p/${client.tenant.projectId}/compare/${sha1}/${sha2}?q=component-000000+default`,
    );
    const me = await as(ben, 'getMe', {});
    expect(me?.accounts[0]?.unread).toBe(1);
    expect((await inbox(client, client.tenant)).notices).toEqual([]);

    const params = { account };
    const ids = [notices[0]?.id ?? 0];
    // Somebody else’s stays as it is.
    await client.asPerson(operations.readNotices, { params, body: { ids } });
    expect((await inbox(client, ben)).unread).toBe(1);
    expect(await as(ben, 'readNotices', { params, body: { ids } })).toEqual({ unread: 0 });
    expect((await inbox(client, ben, true)).notices).toEqual([]);
    expect((await inbox(client, ben)).notices).toHaveLength(1);

    // An answer where somebody took part is told without a mention.
    await as(ben, 'openThread', { params: row, body: { text: 'No.' } });
    expect((await inbox(client, client.tenant)).unread).toBe(0);
    const { threads } = (await as(ben, 'listThreads', { params: row })) ?? { threads: [] };
    const thread = { ...row, thread: threads[0]?.id ?? 0 };
    await as(ben, 'addComment', { params: thread, body: { text: 'It is not.' } });
    expect((await inbox(client, client.tenant)).notices).toMatchObject([
      { kind: 'commented', quote: 'It is not.' },
    ]);
  });

  test('has that my change needs review, and what others decided on it', async () => {
    const { client, ben, benAddress } = await two();
    const { id } = await compareTwo(client, { author: `Ben <${benAddress}>` });
    expect((await inbox(client, ben)).notices).toMatchObject([
      { kind: 'own-change', text: 'default: 1 change needs review in “New colours”' },
    ]);
    expect((await inbox(client, client.tenant)).notices).toEqual([]);
    await client.decide(id ?? 0, 'accepted');
    const [newest] = (await inbox(client, ben)).notices;
    expect(newest).toMatchObject({ kind: 'decided' });
    expect(newest?.text).toMatch(/^default: tenant \d+ accepted “New colours”$/);
  });

  test('has that components I own have changes, and of two reasons one', async () => {
    const { client, ben, benAddress } = await two();
    const params = { account: client.tenant.accountId, project: client.tenant.projectId };
    await client.asPerson(operations.setReviewRules, {
      params,
      body: {
        deciders: 'members',
        reviewers: 1,
        ownChanges: true,
        remember: true,
        owners: [
          { component: 'Checkout/*', people: [benAddress] },
          { component: 'Other', people: ['grace@example.org'] },
        ],
      },
    });
    await compareTwo(client, { author: benAddress });
    expect((await inbox(client, ben)).notices).toMatchObject([{ kind: 'review-asked' }]);
    // Made again, it is no news.
    await wire.record(client, 'b', [{ component: 'Checkout/Pay', colour: 'green' }]);
    expect((await inbox(client, ben)).notices).toHaveLength(1);
  });

  test('has that components I follow have changes, as long as I follow them', async () => {
    const { client, ben, benAddress } = await two();
    const params = { account: client.tenant.accountId };
    const follow = (follows?: string[]) =>
      as(ben, 'setNoticeSettings', { params, body: { ways: {}, ...(follows && { follows }) } });
    await follow(['Elsewhere/*', 'Checkout/*', 'Checkout/*']);
    // What is left out stays.
    expect((await follow())?.follows).toEqual(['Checkout/*', 'Elsewhere/*']);
    const mine = await client.asPerson(operations.getNoticeSettings, { params });
    expect(mine?.follows).toEqual([]);
    await compareTwo(client, { author: benAddress });
    expect((await inbox(client, ben)).notices).toMatchObject([
      { kind: 'followed', text: 'default: 1 change needs review in “New colours”' },
    ]);
    expect((await inbox(client, client.tenant)).notices).toEqual([]);

    expect((await follow(['Elsewhere/*']))?.follows).toEqual(['Elsewhere/*']);
    await wire.record(client, 'c', [{ component: 'Checkout/Pay', colour: 'green' }]);
    await client.compare('a', 'c', { message: 'More colours' });
    expect((await client.comparison('a', 'c')).counts).toMatchObject({ changed: 1 });
    expect((await inbox(client, ben)).notices).toHaveLength(1);
  });

  test('has who asked me for a review, once; and nobody of another account can be asked', async () => {
    const { client, ben } = await two();
    const { id = 0 } = await compareTwo(client);
    const params = { account: client.tenant.accountId, comparison: id };
    const ask = (person: string) =>
      client.asPerson(operations.askForReview, { params, body: { person } });
    await ask(ben.userId);
    await ask(ben.userId);
    const { notices } = await inbox(client, ben);
    expect(notices).toMatchObject([{ kind: 'asked', readAt: null }]);
    expect(notices[0]?.text).toMatch(/^default: tenant \d+ asks you to review “New colours”$/);
    const stranger = await wire.client();
    await expect(ask(stranger.tenant.userId)).rejects.toMatchObject({ code: 'not_found' });
    const elsewhere = { ...params, account: stranger.tenant.accountId };
    const body = { person: stranger.tenant.userId };
    await expect(
      stranger.asPerson(operations.askForReview, { params: elsewhere, body }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is told how somebody wants to hear of it by mail', async () => {
    const { client, ben, benAddress } = await two();
    const params = { account: client.tenant.accountId };
    const settings = await as(ben, 'getNoticeSettings', { params });
    expect(settings).toMatchObject({ address: benAddress, sendsMail: false });
    expect(settings?.ways).toMatchObject({ mentioned: 'immediate', decided: 'digest' });
    const body = { ways: { mentioned: 'none' } } as const;
    const changed = await as(ben, 'setNoticeSettings', { params, body });
    expect(changed?.ways).toEqual({ ...settings?.ways, mentioned: 'none' });
    expect((await client.asPerson(operations.getNoticeSettings, { params }))?.ways).toEqual(
      settings?.ways,
    );
  });
});
