/** Mail servers that want TLS and a password, and what is said where that does not go well. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { operations } from '@twinlens/contract';
import { eventually, makeCertificate } from '@twinlens/testing';
import { type MailServer, type MailServerOptions, startMailServer } from '@twinlens/testing/mail';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, addTenant, type Installation, startInstallation } from './installation.ts';
import { recordComparison } from './recorded-comparison.ts';
import { TestClient } from './test-client.ts';

const login = { name: 'twinlens@example.org', password: 'a:pass/word' };
const known = makeCertificate('localhost');
const sender = 'twinlens@example.org';

const address = (scheme: string, port: number) =>
  `${scheme}://${encodeURIComponent(login.name)}:${encodeURIComponent(login.password)}@localhost:${port}`;

const usual = getCACertificates('default');
beforeAll(() => setDefaultCACertificates([...usual, known.cert]));
afterAll(() => setDefaultCACertificates(usual));

/** Has Ada mention Ben, who is told by mail. */
async function mention(installation: Installation): Promise<TestClient> {
  const { ctx, url } = installation.server;
  const ada = await addTenant(ctx, 'Ada');
  await addPerson(ctx, ada.accountId, 'Ben', 'member');
  const sizes = { changed: 1, added: 0, deleted: 0, unchanged: 0 };
  const { comparisonId, after } = await recordComparison(ctx, ada, sizes);
  const client = new TestClient(url, ada);
  const snapshot = after[0] ?? 0;
  await client.asPerson(operations.openThread, {
    params: { account: ada.accountId, comparison: comparisonId, snapshot },
    body: { text: '@Ben?' },
  });
  return client;
}

/** What a test of the connection says. */
async function says(client: TestClient): Promise<string> {
  const account = client.tenant.accountId;
  const listed = await client.asPerson(operations.listDestinations, { params: { account } });
  const destination = listed?.destinations.find(({ kind }) => kind === 'mail')?.id ?? 0;
  const params = { account, destination };
  const answer = await client.asPerson(operations.testDestination, { params });
  return `${answer?.works} ${answer?.says}`;
}

/** What the page of the delivery says of its last attempt. */
const problemOf = (client: TestClient) =>
  eventually('it was tried', async () => {
    const account = client.tenant.accountId;
    const listed = await client.asPerson(operations.listDeliveries, { params: { account } });
    const params = { account, delivery: listed?.deliveries[0]?.id ?? 0 };
    const shown = await client.asPerson(operations.getDelivery, { params });
    return shown?.log.at(-1)?.problem ?? null;
  });

describe('where TLS begins at once', () => {
  let installation: Installation;
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer({ tls: { ...known, begins: 'at-once' }, login });
    const mail = { smtpUrl: address('smtps', server.port), sender };
    installation = await startInstallation({ mail });
  });
  afterAll(() => installation.close());
  afterEach(() => server.close());

  test('mail is sent, and another server on that port is named as what it is', async () => {
    const client = await mention(installation);
    await eventually('it is there', async () => server.mails.length === 1);
    expect(await says(client)).toMatch(/^true The mail server answers/);
    const { port } = server;
    await server.close();
    server = await startMailServer({ port });
    expect(await says(client)).toMatch(
      /^false The mail server cannot be used: it does not begin with TLS on that port: smtps:\/\//,
    );
  });
});

describe('with STARTTLS and a password', () => {
  let installation: Installation;
  let server: MailServer;
  let port = 0;
  beforeAll(async () => {
    const first = await startMailServer();
    ({ port } = first);
    await first.close();
    installation = await startInstallation({
      mail: { smtpUrl: address('smtp', port), sender },
    });
  });
  afterAll(() => installation.close());
  afterEach(() => server.close());

  const tls = { ...known, begins: 'when-asked' as const };
  const start = async (options: MailServerOptions) => {
    server = await startMailServer({ port, ...options });
    installation.server.ctx.now = () => new Date(Date.now() + hours * 60 * 60_000);
  };
  // What an earlier test found out about the host is of an earlier hour.
  let hours = 0;
  beforeEach(() => {
    hours += 1;
  });

  test('mail is sent', async () => {
    await start({ tls, login });
    const client = await mention(installation);
    await eventually('it is there', async () => server.mails.length === 1);
    expect(await says(client)).toMatch(/^true /);
    expect(server.passwords[0]).toBe(login.password);
  });

  test.each<[string, MailServerOptions, RegExp]>([
    [
      'the password is another one',
      { tls, login: { ...login, password: 'other' } },
      /it does not take the name and password of TWINLENS_SMTP_URL: 535 .*Who are you/,
    ],
    [
      'nobody knows its certificate',
      { tls: { ...makeCertificate('localhost'), begins: 'when-asked' }, login },
      /its certificate is not trusted \(.*self.signed certificate.*\); NODE_EXTRA_CA_CERTS/,
    ],
    [
      'it offers no STARTTLS',
      { login },
      /it offers no STARTTLS, so the password would be read on the way/,
    ],
  ])('it waits, and is said why, where %s', async (_case, options, words) => {
    await start(options);
    const client = await mention(installation);
    expect(await problemOf(client)).toMatch(words);
    expect(await says(client)).toMatch(/^false The mail server cannot be used: /);
    expect(await says(client)).toMatch(words);
    if (options.tls?.cert !== known.cert) expect(server.passwords).toEqual([]);
    await server.close();
    await start({ tls, login });
    hours += 1;
    await eventually('it is there at last', async () => server.mails.length > 0);
  });
});
