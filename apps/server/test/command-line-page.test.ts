import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTenant, type Installation, startInstallation } from './installation.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation.close());

const path = `/cli/auth?callbackUrl=${encodeURIComponent('http://localhost:4000/callback')}`;

const open = (headers: Record<string, string> = {}) =>
  fetch(installation.server.url + path, { headers, redirect: 'manual' });

test('a stranger is sent to sign in, and told to come back', async () => {
  const answer = await open();
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
});

test('a person of several accounts chooses one', async () => {
  const { ctx } = installation.server;
  const one = await addTenant(ctx, 'One & <only>');
  const other = await addTenant(ctx, 'Other');
  expect(await (await open(one.session)).text()).toContain(`value="${one.accountId}"`);
  await ctx.db
    .insertInto('membership')
    .values({ account_id: other.accountId, user_id: one.userId, role: 'member' })
    .execute();
  const text = await (await open(one.session)).text();
  expect(text).toContain(`<option value="${one.accountId}">One &#38; &#60;only&#62;</option>`);
  expect(text).toContain(`<option value="${other.accountId}">Other</option>`);
});

test('a person of no account is told so', async () => {
  const { ctx } = installation.server;
  const gone = await addTenant(ctx, 'gone');
  await ctx.db.deleteFrom('membership').where('user_id', '=', gone.userId).execute();
  const answer = await open(gone.session);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('in no account');
});
