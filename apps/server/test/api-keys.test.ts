import { call, operations } from '@twinlens/contract';
import { firstStart } from '@twinlens/visual-tests';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPerson,
  addTenant,
  type Installation,
  startInstallation,
  type Tenant,
} from './installation.ts';
import { wordsOf } from './words-of.ts';

let installation: Installation;
let owner: Tenant;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await addTenant(installation.server.ctx, 'owner');
});
afterAll(() => installation.close());

const options = () => ({ origin: installation.server.url, headers: owner.session });
const params = () => ({ account: owner.accountId });

const find = (key: string, secret: string) =>
  fetch(`${installation.server.url}/api/flake`, {
    headers: { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` },
  });

const listed = async (key: string) => {
  const answer = await call(options(), operations.listApiKeys, { params: params() });
  return answer?.apiKeys.find((one) => one.key === key);
};

test('a new key works until it is revoked, and its secret is shown once', async () => {
  const created = await call(options(), operations.createApiKey, {
    params: params(),
    body: { label: 'nightly builds' },
  });
  const { key = '', secret = '' } = created ?? {};
  // The form the clients check before they use a key.
  expect(key).toMatch(/^[0-9a-f]{10,64}$/);
  expect(secret).toMatch(/^[0-9a-f]{20,256}$/);
  expect(await listed(key)).toMatchObject({ label: 'nightly builds', lastUsedAt: null });
  expect(JSON.stringify(await listed(key))).not.toContain(secret);

  expect((await find(key, `${secret.slice(1)}0`)).status).toBe(401);
  expect((await listed(key))?.lastUsedAt).toBeNull();
  expect((await find(key, secret)).status).toBe(200);
  expect((await listed(key))?.lastUsedAt).not.toBeNull();

  const revoke = () => call(options(), operations.revokeApiKey, { params: { ...params(), key } });
  await revoke();
  await revoke();
  expect(await listed(key)).toBeUndefined();
  expect((await find(key, secret)).status).toBe(401);
});

test('a member gets a key for the own command line that ends within a day', async () => {
  const { ctx } = installation.server;
  const member = await addPerson(ctx, owner.accountId, 'Grace', 'member');
  const { key = '', secret = '' } =
    (await call({ ...options(), headers: member.session }, operations.createPersonalKey, {
      params: params(),
    })) ?? {};
  // The form that the client's command line demands.
  expect(key).toMatch(/^[0-9a-f]{10,64}$/);
  expect(secret).toMatch(/^[0-9a-f]{20,256}$/);
  expect(await listed(key)).toMatchObject({ kind: 'person', label: 'Grace, command line' });
  expect((await find(key, secret)).status).toBe(200);

  const now = ctx.now;
  ctx.now = () => new Date(Date.now() + 12 * 60 * 60 * 1000);
  expect(await listed(key)).toBeUndefined();
  const refused = await find(key, secret);
  expect(refused.status).toBe(401);
  expect(await refused.text()).toContain('expired at');
  // Whoever has not the secret is not told that there was such a key.
  expect(await wordsOf(await find(key, 'wrong'))).toBe(await wordsOf(await find('no', 'wrong')));
  ctx.now = now;
});

test('starting again changes nothing but the sign-in link', async () => {
  const { ctx, apiKey, apiSecret, signInUrl } = installation.server;
  const counts = async () =>
    Promise.all(
      (['account', 'project', 'person', 'membership', 'api_key'] as const).map(
        async (table) => (await ctx.db.selectFrom(table).selectAll().execute()).length,
      ),
    );
  const before = await counts();
  const [one, other] = await Promise.all([firstStart({ ctx }), firstStart({ ctx })]);
  expect(await counts()).toEqual(before);
  expect(one).toMatchObject({ apiKey, apiSecret });
  expect(new Set([signInUrl, one.signInUrl, other.signInUrl]).size).toBe(3);
});

test('a secret is of no use under another key or another installation', async () => {
  const { ctx } = installation.server;
  const { key, secret } = (await call(options(), operations.createApiKey, {
    params: params(),
    body: { label: 'moved' },
  })) ?? { key: '', secret: '' };
  const { sealed_secret } = await ctx.db
    .selectFrom('api_key')
    .select('sealed_secret')
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  await ctx.db
    .updateTable('api_key')
    .set({ sealed_secret })
    .where('key', '=', owner.apiKey)
    .execute();
  expect((await find(key, secret)).status).toBe(200);
  expect((await find(owner.apiKey, secret)).status).toBe(500);
  await expect(
    firstStart({ ctx: { ...ctx, installationKey: new Uint8Array(32) } }),
  ).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('do not belong') });
});
