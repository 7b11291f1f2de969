/** What people are told by mail, through a real mail server. */
import { operations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { type MailServer, startMailServer } from '@twinlens/testing/mail';
import { defaultRules } from '@twinlens/visual-tests';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, addTenant, startInstallation, type Tenant } from './installation.ts';
import { recordComparison } from './recorded-comparison.ts';
import { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());

const day = 24 * 60 * 60_000;

/** Waits for mail to an address, and answers all there is. */
const comes = (address: string, times = 1) =>
  eventually(`${times} to ${address}`, async () => {
    const found = server.mails.filter(({ to }) => to.includes(address));
    return found.length >= times ? found : null;
  });

let addresses = 0;
const newAddress = () => {
  addresses += 1;
  return `person-${addresses}@example.org`;
};

describe.each(databases)('mail on $name', (database) => {
  const wire = useWire(database, () => ({
    mail: { smtpUrl: server.url, sender: 'Twinlens <twinlens@example.org>' },
  }));

  async function compareTwo(
    client: TestClient,
    notify: string,
    shas: [string, string] = ['a', 'b'],
  ) {
    await wire.record(client, shas[0], [{ component: 'Button', colour: 'red' }]);
    await wire.record(client, shas[1], [{ component: 'Button', colour: 'blue' }]);
    return client.compare(...shas, { notify, message: 'New colours\n\nAnd more.' });
  }

  const deliveries = async (client: TestClient) => {
    const params = { account: client.tenant.accountId };
    return (await client.asPerson(operations.listDeliveries, { params }))?.deliveries ?? [];
  };

  test('tells whom a build names of a comparison, with pictures, once', async () => {
    const client = await wire.client();
    const [one, other] = [newAddress(), newAddress()];
    await compareTwo(client, `${one.toUpperCase()}, ${other},no address,`);
    const [received] = await comes(one);
    await comes(other);
    expect(received?.from).toBe('twinlens@example.org');
    expect(received?.mail.subject).toBe('default: 1 change needs review in “New colours”');
    const page = `${client.origin}/a/${client.tenant.accountId}/p/${client.tenant.projectId}/compare/a/b`;
    expect(received?.mail.text).toContain(page);
    expect(received?.mail.text).toContain('changed: Button / default / chrome');
    expect(received?.mail.html).toContain(page);
    const pictures = received?.mail.attachments ?? [];
    expect(pictures).toHaveLength(2);
    for (const { contentId, content, disposition } of pictures) {
      expect(disposition).toBe('inline');
      expect(received?.mail.html).toContain(`cid:${contentId?.replace(/[<>]/g, '')}`);
      expect(
        Buffer.from(content as ArrayBuffer)
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
    expect(received?.header('auto-submitted')).toBe('auto-generated');

    await client.compare('a', 'b', { notify: one });
    const third = newAddress();
    await client.compare('a', 'b', { notify: third });
    await compareTwo(client, third, ['c', 'd']);
    await comes(third);
    expect(await comes(one)).toHaveLength(1);
  });

  test('says that a run failed, or was not heard of any more, to whom it names and its author', async () => {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    const { accountId } = client.tenant;
    const ben = await addPerson(ctx, accountId, 'Ben', 'member');
    const [named, author] = [newAddress(), `${ben.userId}@example.org`];
    const begin = async (sha: string) => {
      const job = await client.start('a', sha);
      await client.compare('a', sha, { notify: named, author, message: `Change ${sha}` });
      return `${client.origin}/a/${accountId}/jobs/${job?.id}`;
    };
    const untold = newAddress();
    await client.start('a', 'untold');
    await client.compare('a', 'untold', { notify: untold, skipStatusPost: true });
    await client.cancel('a', 'untold', 'The build broke');
    const page = await begin('broken');
    await client.cancel('a', 'broken', 'The build broke');
    const [received] = await comes(named);
    expect(received?.mail.subject).toBe('default: the run of “Change broken” failed');
    expect(received?.mail.text).toContain('> The build broke');
    expect(received?.mail.text).toContain(page);
    await comes(author);

    await begin('silent');
    await wire.pass(defaultRules.jobExpiryMs + 1);
    const subjects = (await comes(author, 2)).map(({ mail }) => mail.subject);
    expect(subjects[1]).toBe('default: nothing more was heard of the run of “Change silent”');
    expect(server.mails.filter(({ to }) => to.includes(untold))).toEqual([]);
    const inbox = await fetch(`${client.origin}/api/a/${accountId}/notices`, {
      headers: ben.session,
    });
    const { notices } = (await inbox.json()) as { notices: { kind: string; path: string }[] };
    expect(notices.map(({ kind }) => kind)).toEqual(['run-failed', 'run-failed']);
    expect(notices[1]?.path).toBe(new URL(page).pathname);
  });

  test('is not sent any more once somebody says so with one click', async () => {
    const client = await wire.client();
    const address = newAddress();
    await compareTwo(client, address);
    const [received] = await comes(address);
    expect(received?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [, link = ''] = /^<(.*)>$/.exec(received?.header('list-unsubscribe') ?? '') ?? [];
    const shown = await fetch(link);
    expect([shown.status, await shown.text()]).toEqual([
      200,
      expect.stringContaining(`${address} gets nothing more of this kind`),
    ]);
    // Looking at the page has changed nothing.
    await compareTwo(client, address, ['c', 'd']);
    await comes(address, 2);

    const broken = await fetch(`${link.slice(0, -2)}xx`, { method: 'POST' });
    expect(broken.status).toBe(400);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(link, { method: 'POST', body })).status).toBe(200);
    const other = newAddress();
    await compareTwo(client, `${address},${other}`, ['e', 'f']);
    await comes(other);
    expect(await comes(address)).toHaveLength(2);
  });

  test('comes at last, the same, when the mail server was busy; and not when it refuses', async () => {
    const client = await wire.client();
    const address = newAddress();
    server.refuseNext(451, 'Come again');
    await compareTwo(client, address);
    const [received] = await comes(address);
    const id = received?.mail.messageId;
    expect(server.offered.filter((one) => one === id)).toHaveLength(2);

    server.refuseNext(550, 'No such person');
    await compareTwo(client, newAddress(), ['c', 'd']);
    const refused = await eventually(
      'it is refused',
      async () => (await deliveries(client)).find(({ state }) => state === 'refused') ?? null,
    );
    const params = { account: client.tenant.accountId, delivery: refused.id };
    const shown = await client.asPerson(operations.getDelivery, { params });
    expect(shown?.log[0]?.response).toMatchObject({ status: 550 });
    expect(shown?.log[0]?.problem).toContain('No such person');
  });

  test('is not sent to whom the run of a pull request names: anybody may open one', async () => {
    const owner = await wire.client();
    const repository = 'https://git.example.org/owner/name';
    await owner.asPerson(operations.connectRepository, {
      params: { account: owner.tenant.accountId },
      body: { repository, workflows: false, pullRequests: true },
    });
    const prUrl = `${repository}/pull/1`;
    const answer = await fetch(`${owner.origin}/api/pull-request-token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prUrl }),
    });
    const { secret } = (await answer.json()) as { secret: string };
    const basic = Buffer.from(`${prUrl}:${secret}`).toString('base64');
    const client = { authorization: `Basic ${basic}` };
    const run = new TestClient(owner.origin, { ...owner.tenant, apiKey: prUrl, client });
    const [victim, other] = [newAddress(), newAddress()];
    await wire.record(owner, 'main', [{ component: 'Button', colour: 'red' }]);
    await wire.record(run, 'change', [{ component: 'Button', colour: 'blue' }]);
    await run.compare('main', 'change', { notify: victim });
    expect((await owner.comparison('main', 'change')).counts).toMatchObject({ changed: 1 });
    await compareTwo(owner, other);
    await comes(other);
    expect(server.mails.filter(({ to }) => to.includes(victim))).toEqual([]);
  });

  test('of the day has everything since the last one', async () => {
    const client = await wire.client();
    const { ctx } = wire.installation().server;
    const { accountId } = client.tenant;
    const ben: Tenant = { ...client.tenant, ...(await addPerson(ctx, accountId, 'Ben', 'member')) };
    const me = await client.asPerson(operations.getMe, {});
    const params = { account: accountId };
    await client.asPerson(operations.setNoticeSettings, {
      params,
      body: { ways: { mentioned: 'digest' } },
    });
    const { comparisonId, after } = await recordComparison(ctx, client.tenant, {
      changed: 2,
      added: 0,
      deleted: 0,
      unchanged: 0,
    });
    const name = me?.user.name;
    for (const [index, snapshot] of after.entries()) {
      await fetch(
        `${client.origin}/api/a/${accountId}/comparisons/${comparisonId}/snapshots/${snapshot}/threads`,
        {
          method: 'POST',
          headers: { ...ben.session, 'content-type': 'application/json' },
          body: JSON.stringify({ text: `@${name} look at number ${index}` }),
        },
      );
    }
    expect(server.mails.filter(({ to }) => to.includes(me?.user.email ?? ''))).toEqual([]);
    await wire.pass(day);
    const [digest] = await comes(me?.user.email ?? '');
    expect(digest?.mail.subject).toBe('Twinlens: 2 things since yesterday');
    expect(digest?.mail.text).toContain('look at number 0');
    expect(digest?.mail.text).toContain('look at number 1');
    await wire.pass(day);
    expect(await comes(me?.user.email ?? '')).toHaveLength(1);
  });
});

test('mail waits while the mail server is away, and the list of destinations says so', async () => {
  const away = await startMailServer();
  const { port } = away;
  const installation = await startInstallation({
    mail: { smtpUrl: away.url, sender: 'twinlens@example.org' },
  });
  const { ctx, url } = installation.server;
  const tenant = await addTenant(ctx, 'Ada');
  const ben = await addPerson(ctx, tenant.accountId, 'Ben', 'member');
  const sizes = { changed: 1, added: 0, deleted: 0, unchanged: 0 };
  const { comparisonId, after } = await recordComparison(ctx, tenant, sizes);
  await away.close();
  await fetch(
    `${url}/api/a/${tenant.accountId}/comparisons/${comparisonId}/snapshots/${after[0]}/threads`,
    {
      method: 'POST',
      headers: { ...tenant.session, 'content-type': 'application/json' },
      body: JSON.stringify({ text: '@Ben?' }),
    },
  );
  const destinationOf = async () => {
    const answer = await fetch(`${url}/api/a/${tenant.accountId}/destinations`, {
      headers: tenant.session,
    });
    const { destinations } = (await answer.json()) as {
      destinations: { kind: string; waiting: number; silentUntil: string | null }[];
    };
    return destinations[0];
  };
  await eventually('it is left alone', async () => (await destinationOf())?.silentUntil !== null);
  expect(await destinationOf()).toMatchObject({ kind: 'mail', waiting: 1 });
  const back = await startMailServer({ port });
  // However often it was tried meanwhile.
  ctx.now = () => new Date(Date.now() + day / 24);
  await eventually('it is there', async () => back.mails.length === 1);
  expect(back.mails[0]?.to).toEqual([`${ben.userId}@example.org`]);
  await eventually('nothing waits', async () => (await destinationOf())?.waiting === 0);
  await back.close();
  await installation.close();
});
