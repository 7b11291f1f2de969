import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTenant, type Installation, startInstallation, type Tenant } from './installation.ts';
import { secretOf, signToken } from './test-client.ts';

let installation: Installation;
let tenant: Tenant;
let key: string;
let secret: string;

beforeAll(async () => {
  installation = await startInstallation();
  tenant = await addTenant(installation.server.ctx, 'tenant');
  key = tenant.apiKey;
  secret = secretOf(tenant);
});
afterAll(() => installation.close());

async function statusWith(authorization?: string): Promise<number> {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const answer = await fetch(`${installation.server.url}/api/flake`, { headers });
  return answer.status;
}

const bearer = async (...input: Parameters<typeof signToken>) =>
  statusWith(`Bearer ${await signToken(...input)}`);

const basic = (text: string) => statusWith(`Basic ${Buffer.from(text).toString('base64')}`);

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

test('takes a key and its secret as Basic, and nothing near it', async () => {
  expect(await basic(`${key}:${secret}`)).toBe(200);
  expect(await basic(`${key}:${secret}0`)).toBe(401);
  expect(await basic(`${key}:`)).toBe(401);
  expect(await basic(key)).toBe(401);
  expect(await basic(`nobody:${secret}`)).toBe(401);
});

test('takes a token signed with the secret', async () => {
  expect(await bearer(key, secret)).toBe(200);
  expect(await bearer(key, 'another secret')).toBe(401);
});

test('refuses a token of another algorithm, or of none', async () => {
  expect(await bearer(key, secret, { alg: 'HS512' })).toBe(401);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ alg: 'none', kid: key })}.${part({ key })}.`;
  expect(await statusWith(`Bearer ${unsigned}`)).toBe(401);
});

test('refuses a token whose header and payload name different keys', async () => {
  expect(await bearer(key, secret, { payload: { key: 'other' } })).toBe(401);
  expect(await bearer(key, secret, { payload: {} })).toBe(401);
  expect(await bearer(key, secret, { kid: 'other' })).toBe(401);
});

test('takes an expiry seriously, with a minute for clocks that differ', async () => {
  expect(await bearer(key, secret, { payload: { key, exp: inSeconds(-20) } })).toBe(200);
  expect(await bearer(key, secret, { payload: { key, exp: inSeconds(-120) } })).toBe(401);
});

test('takes a token without an expiry, as older clients send', async () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', kid: key })}.${part({ key })}`;
  const signature = createHmac('sha256', secret).update(text).digest('base64url');
  expect(await statusWith(`Bearer ${text}.${signature}`)).toBe(200);
});

test('refuses what is no credential at all, saying what to send', async () => {
  expect(await statusWith()).toBe(401);
  expect(await statusWith('Bearer')).toBe(401);
  expect(await statusWith('Bearer not.a.token')).toBe(401);
  expect(await statusWith(`Digest ${key}`)).toBe(401);
  const answer = await fetch(`${installation.server.url}/api/flake`);
  expect(answer.headers.get('www-authenticate')).toContain('Basic');
  expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
});

test('refuses a stranger before reading what he sends', async () => {
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(randomBytes(1024)),
  });
  const answer = await fetch(`${installation.server.url}/api/snap-requests/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
  } as RequestInit);
  expect(answer.status).toBe(401);
});
