import { call, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { getMigrations } from 'better-auth/db/migration';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authOptions } from '../src/sign-in/auth.ts';
import {
  addTenant,
  cookiesOf,
  type Installation,
  postLink,
  startInstallation,
} from './installation.ts';
import { wordsOf } from './words-of.ts';

describe.each(databases)('signing in on $name', ({ create }) => {
  let installation: Installation;
  let origin: string;

  beforeAll(async () => {
    installation = await startInstallation({}, await create());
    origin = installation.server.url;
  });
  afterAll(() => installation.close());

  const person = { name: 'Ada', email: 'Ada@Example.org', password: 'difference engine' };

  function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    return fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  const signIn = (email: string, password: string, headers?: Record<string, string>) =>
    post('/api/auth/sign-in/email', { email, password }, headers);

  describe('an empty installation', () => {
    let session: Record<string, string>;

    test('shows a button at the printed link, and opening it does not use it up', async () => {
      for (let visit = 0; visit < 2; visit += 1) {
        const page = await fetch(installation.server.signInUrl);
        expect(page.status).toBe(200);
        expect(page.headers.getSetCookie()).toEqual([]);
        expect(await page.text()).toContain('method="post"');
      }
    });

    test('signs its administrator in by that link, once', async () => {
      const answer = await postLink(installation.server.signInUrl);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/welcome');
      expect(answer.headers.getSetCookie()[0]).toMatch(/; HttpOnly; SameSite=Lax$/);
      session = { cookie: cookiesOf(answer), origin };

      const again = await postLink(installation.server.signInUrl);
      expect(again.status).toBe(401);
      expect(again.headers.getSetCookie()).toEqual([]);

      const me = await call({ origin, headers: session }, operations.getMe, {});
      expect(me).toMatchObject({
        mustSetPassword: true,
        accounts: [{ role: 'admin', projects: [{ name: 'default' }] }],
      });
    });

    test('refuses a link after a day', async () => {
      const { ctx } = installation.server;
      const tenant = await addTenant(ctx, 'late');
      await ctx.db
        .updateTable('sign_in_link')
        .set({ used_at: null, expires_at: new Date(Date.now() - 1) })
        .where('user_id', '=', tenant.userId)
        .execute();
      expect((await postLink(installation.server.signInUrl)).status).toBe(401);
    });

    test('lets the administrator choose a password, once', async () => {
      expect((await post('/api/account-setup', person, session)).status).toBe(204);
      const me = await call({ origin, headers: session }, operations.getMe, {});
      expect(me?.user).toMatchObject({ name: 'Ada', email: 'ada@example.org' });
      expect(me?.mustSetPassword).toBe(false);

      const again = await post(
        '/api/account-setup',
        { ...person, password: 'another one' },
        session,
      );
      expect(again.status).toBe(409);
      expect((await signIn(person.email, 'another one')).status).toBe(401);
    });

    test('keeps no password, token or link as it was given', async () => {
      const { db } = installation.server.ctx;
      const credentials = await db.selectFrom('sign_in_credential').selectAll().execute();
      const links = await db.selectFrom('sign_in_link').selectAll().execute();
      const keys = await db.selectFrom('api_key').selectAll().execute();
      const sealed = keys.map(({ sealed_secret }) => Buffer.from(sealed_secret).toString('latin1'));
      const stored = JSON.stringify({ credentials, links, sealed });
      const token = new URL(installation.server.signInUrl).searchParams.get('token') ?? '-';
      expect([credentials.length, links.length > 0, keys.length > 0]).toEqual([1, true, true]);
      for (const secret of [person.password, token, installation.server.apiSecret]) {
        expect(stored).not.toContain(secret);
      }
    });
  });

  describe('a person with a password', () => {
    test('signs in, and out for good', async () => {
      const answer = await signIn(person.email, person.password);
      expect(answer.status).toBe(204);
      const headers = { cookie: cookiesOf(answer), origin };
      expect((await fetch(`${origin}/api/me`, { headers })).status).toBe(200);
      expect((await post('/api/auth/sign-out', {}, headers)).status).toBe(204);
      expect((await fetch(`${origin}/api/me`, { headers })).status).toBe(401);
    });

    test('is not told whether the address or the password was wrong', async () => {
      const wrong = await signIn(person.email, 'not the password');
      const unknown = await signIn('nobody@example.org', 'not the password');
      expect(wrong.status).toBe(401);
      expect(await wordsOf(wrong)).toBe(await wordsOf(unknown));
      expect(wrong.headers.get('www-authenticate')).toBeNull();
    });

    test('is refused for a while after five wrong passwords, the right one too', async () => {
      const other = { email: 'guessed@example.org', password: 'wrong' };
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => signIn(other.email, other.password)),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);

      const { db } = installation.server.ctx;
      await db.deleteFrom('attempt').execute();
      for (let attempt = 0; attempt < 5; attempt += 1) {
        expect((await signIn(person.email, 'wrong')).status).toBe(401);
      }
      const refused = await signIn(person.email, person.password);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
      expect(await refused.json()).toMatchObject({
        code: 'rate_limited',
        message: expect.stringMatching(/try again in \d+ min/),
      });
      // Somebody else, from the same place, is not kept out.
      expect((await signIn('somebody@example.org', 'wrong')).status).toBe(401);

      await db
        .updateTable('attempt')
        .set({ window_started_at: new Date(Date.now() - 15 * 60 * 1000) })
        .execute();
      expect((await signIn(person.email, person.password)).status).toBe(204);
    });

    test('may sign in any number of times', async () => {
      for (let attempt = 0; attempt < 7; attempt += 1) {
        expect((await signIn(person.email, person.password)).status).toBe(204);
      }
    });
  });

  describe('pages of other sites', () => {
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'https://evil.example' },
    ];

    test('can neither sign their visitors in nor act in their name', async () => {
      const { cookie = '' } = (await addTenant(installation.server.ctx, 'visitor')).session;
      for (const headers of foreign) {
        expect((await signIn(person.email, person.password, headers)).status).toBe(403);
        const body = new URLSearchParams({ token: 'any' });
        const link = await fetch(`${origin}/sign-in/link`, { method: 'POST', headers, body });
        expect(link.status).toBe(403);
        const signOut = await post('/api/auth/sign-out', {}, { cookie, ...headers });
        expect(signOut.status).toBe(403);
        expect(await signOut.json()).toMatchObject({ code: 'forbidden' });
      }
      // Neither Origin nor Sec-Fetch-Site: no browser of today, and not enough for a cookie.
      expect((await post('/api/auth/sign-out', {}, { cookie })).status).toBe(403);
      expect((await fetch(`${origin}/api/me`, { headers: { cookie } })).status).toBe(200);
    });
  });

  test('strangers cannot make themselves an account', async () => {
    for (const path of ['/api/auth/sign-up/email', '/api/auth/get-session', '/api/auth/ok']) {
      expect((await post(path, person)).status).toBe(404);
    }
  });

  test('the tables are those the sign-in library works with', async () => {
    const options = authOptions(installation.server.ctx, pino({ level: 'silent' }));
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });
});
