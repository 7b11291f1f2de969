/** Keys for workflows that show GitHub's token. The issuer is a real OpenID provider. */
import { createHmac } from 'node:crypto';
import { call, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { upkeep } from '@twinlens/visual-tests';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uploadImage } from './image-upload.ts';
import { addTenant, type Installation, startInstallation, type Tenant } from './installation.ts';
import { picture } from './picture.ts';
import { newItem, TestClient } from './test-client.ts';
import { startWorkflowIssuer, type WorkflowIssuer } from './workflow-issuer.ts';

describe.each(databases)('keys of workflows on $name', ({ create }) => {
  let issuer: WorkflowIssuer;
  let installation: Installation;
  let owner: Tenant;
  let repositoryId: number;
  let passedMs = 0;

  beforeAll(async () => {
    issuer = await startWorkflowIssuer();
    const githubOidc = { issuer: issuer.url, audience: 'happo' };
    installation = await startInstallation({ githubOidc }, await create());
    installation.server.ctx.now = () => new Date(Date.now() + passedMs);
    owner = await addTenant(installation.server.ctx, 'owner');
    ({ id: repositoryId } = await connect(owner, 'Owner/App'));
    await connect(await addTenant(installation.server.ctx, 'stranger'), 'stranger/app');
  });
  afterAll(async () => {
    await installation.close();
    await issuer.close();
  });

  async function connect(tenant: Tenant, name: string, workflows = true) {
    const repository = `${issuer.url}/${name}`;
    const connected = await call(
      { origin: installation.server.url, headers: tenant.session },
      operations.connectRepository,
      {
        params: { account: tenant.accountId },
        body: { repository, workflows, pullRequests: false },
      },
    );
    return connected ?? { id: 0 };
  }

  const switchWorkflows = (workflows: boolean) =>
    call({ origin: installation.server.url, headers: owner.session }, operations.changeRepository, {
      params: { account: owner.accountId, repository: repositoryId },
      body: { workflows, pullRequests: false },
    });

  const claims = { repository: 'Owner/App', ref: 'refs/heads/main' };

  async function exchange(token: string, project?: string) {
    const answer = await fetch(`${installation.server.url}/api/auth/github-oidc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, project }),
    });
    const { key = '', secret = '', message = '' } = (await answer.json()) as Record<string, string>;
    return { status: answer.status, key, secret, message };
  }

  function clientWith({ key, secret }: { key: string; secret: string }): TestClient {
    const basic = Buffer.from(`${key}:${secret}`).toString('base64');
    return new TestClient(installation.server.url, {
      ...owner,
      apiKey: key,
      client: { authorization: `Basic ${basic}` },
    });
  }

  test('a workflow signs in, as often as it likes with one token', async () => {
    const token = await issuer.token(claims);
    const [one, other] = await Promise.all([exchange(token), exchange(token)]);
    expect(one.status).toBe(200);
    expect(one).toEqual(other);
    // The form that clients check before they use a key.
    expect(one.key).toMatch(/^[0-9a-f]{10,64}$/);
    expect(one.secret).toMatch(/^[0-9a-f]{20,256}$/);
    const client = clientWith(one);
    await client.start('a', 'b');
    await client.start('a', 'b', { project: 'another' });
    expect((await exchange(await issuer.token(claims))).key).not.toBe(one.key);
  });

  test('a key for a project is of no use in another', async () => {
    const key = await exchange(await issuer.token(claims), 'web');
    const client = clientWith(key);
    await client.start('a', 'b', { project: 'web' });
    const refusal = (other: string) => ({
      code: 'forbidden',
      message: expect.stringMatching(`for the project "web" only.*${other}`),
    });
    const [id = 0] = await client.request(newItem());
    await expect(client.start('a', 'b')).rejects.toMatchObject(refusal('"default"'));
    await expect(client.report('a', [id], { project: 'app' })).rejects.toMatchObject(
      refusal('"app"'),
    );
    await expect(client.compare('a', 'b')).rejects.toMatchObject(refusal('"default"'));
    await client.report('a', [id], { project: 'web' });
    // What is about all projects is not for this key either.
    const list = (query: Record<string, string>) => client.call(operations.listFlakes, { query });
    await expect(list({})).rejects.toMatchObject(refusal('name it'));
    await expect(list({ project: 'default' })).rejects.toMatchObject(refusal('"default"'));
    expect(await list({ project: 'web' })).toEqual([]);
    const listed = await call(
      { origin: installation.server.url, headers: owner.session },
      operations.listApiKeys,
      { params: { account: owner.accountId } },
    );
    expect(listed?.apiKeys.find((one) => one.key === key.key)).toMatchObject({
      kind: 'workflow',
      label: new URL(issuer.url).host.concat('/owner/app'),
      project: 'web',
    });
  });

  test('a repository that is not connected, or not for this, gets none', async () => {
    const unknown = await exchange(await issuer.token({ repository: 'nobody/nothing' }));
    expect(unknown).toMatchObject({ status: 403, key: '' });
    expect(unknown.message).toMatch(/^repository: .*nobody\/nothing/);

    const used = await exchange(await issuer.token(claims));
    await switchWorkflows(false);
    const off = await exchange(await issuer.token(claims));
    expect(off.status).toBe(403);
    expect(off.message.replace('owner/app', '')).toBe(
      unknown.message.replace('nobody/nothing', ''),
    );
    // What it had ends at once.
    await expect(clientWith(used).start('a', 'b')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await switchWorkflows(true);
  });

  test('a key for a project ignores no differences of another', async () => {
    const whole = new TestClient(installation.server.url, owner);
    for (const [sha, colour] of Object.entries({ one: 'red', two: 'blue' })) {
      const url = await uploadImage(whole, picture(colour).bytes);
      const snaps = [{ component: 'Button', variant: 'default', target: 'chrome', url }];
      await whole.call(operations.createReport, {
        params: { sha },
        body: { project: 'scoped', snaps },
      });
    }
    const compared = await whole.call(operations.compareReports, {
      params: { sha1: 'one', sha2: 'two' },
      body: { project: 'scoped' },
    });
    if (compared === undefined || 'id' in compared) throw new Error('it was not compared');
    const [snapshot1Id = '', snapshot2Id = ''] = (compared.diffs[0] ?? []).map(({ id }) => id);
    const ignoreWithKeyOf = async (project: string) => {
      const client = clientWith(await exchange(await issuer.token(claims), project));
      return client.call(operations.ignoreDiff, { body: { snapshot1Id, snapshot2Id } });
    };
    await expect(ignoreWithKeyOf('other')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching('for the project "other" only, not for "scoped"'),
    });
    expect(await whole.call(operations.listFlakes, { query: { project: 'scoped' } })).toEqual([]);
    expect(await ignoreWithKeyOf('scoped')).toEqual({ snapshot1Id, snapshot2Id });
  });

  test('a key opens only the account of its repository', async () => {
    const theirs = await exchange(await issuer.token({ repository: 'stranger/app' }));
    const job = await clientWith(theirs).start('a', 'their own');
    expect(job?.url).not.toContain(`/a/${owner.accountId}/`);
  });

  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('every claim that does not fit is named', async () => {
    const token = await issuer.token(claims);
    const [, payload = '', signature = ''] = token.split('.');
    const header = decodeProtectedHeader(token);
    const content = decodeJwt(token);
    const withSecret = `${base64({ ...header, alg: 'HS256' })}.${payload}`;
    const secret = await issuer.publicKey();
    const foreign = await startWorkflowIssuer();
    const refusals: [string, string][] = [
      [await foreign.token(claims), 'iss'],
      [await issuer.token(claims, 'somebody-else'), 'aud'],
      [await issuer.token({}), 'repository'],
      [await issuer.token({ repository: 'one/two/three' }), 'repository'],
      [`${base64({ ...header, alg: 'none' })}.${payload}.`, 'alg'],
      [`${base64({ alg: 'none' })}.${payload}.`, 'alg'],
      [
        `${withSecret}.${createHmac('sha256', secret).update(withSecret).digest('base64url')}`,
        'alg',
      ],
      [`${base64({ ...header, alg: 'RS512' })}.${payload}.${signature}`, 'alg'],
      [`${base64(header)}.${base64({ ...content, repository: 'o/r' })}.${signature}`, 'signature'],
      [`${base64({ ...header, kid: 'unheard of' })}.${payload}.${signature}`, 'kid'],
      ['nonsense', 'token'],
      ['a.b.c', 'token'],
      [`${base64({})}.${payload}.${signature}`, 'token'],
    ];
    for (const [refused, claim] of refusals) {
      const { status, message } = await exchange(refused);
      expect([status, message]).toEqual([401, expect.stringMatching(`^${claim}: `)]);
    }
    await foreign.close();
    expect((await exchange(token)).status).toBe(200);
  });

  test('a token is good until it expires, and not before its time', async () => {
    const token = await issuer.token(claims);
    expect((await exchange(token)).status).toBe(200);
    passedMs = -10 * 60 * 1000;
    expect(await exchange(await issuer.token({ ...claims, nbf: Date.now() / 1000 }))).toMatchObject(
      { status: 401, message: expect.stringMatching(/^nbf: /) },
    );
    passedMs = 10 * 60 * 1000;
    expect(await exchange(token)).toMatchObject({
      status: 401,
      message: expect.stringMatching(/^exp: /),
    });
    passedMs = 0;
  });

  test('the keys of the issuer may change, and strangers do not make us read them', async () => {
    const before = await issuer.token(claims);
    await issuer.rotate();
    expect((await exchange(await issuer.token(claims))).status).toBe(200);
    expect((await exchange(before)).message).toMatch(/^kid: /);
    const read = issuer.keysRead();
    const [, payload, signature] = before.split('.');
    for (let stranger = 0; stranger < 30; stranger += 1) {
      const made = `${base64({ alg: 'RS256', kid: `made up ${stranger}` })}.${payload}.${signature}`;
      expect((await exchange(made)).status).toBe(401);
    }
    expect(issuer.keysRead() - read).toBeLessThanOrEqual(5);
  });

  test('a key ends after six hours, and says so', async () => {
    const client = clientWith(await exchange(await issuer.token(claims)));
    await client.start('a', 'b');
    passedMs = 6 * 60 * 60 * 1000;
    await expect(client.start('a', 'b')).rejects.toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining('expired at'),
    });
    const stored = async () => {
      const { db } = installation.server.ctx;
      const key = client.tenant.apiKey;
      return db.selectFrom('api_key').select('key').where('key', '=', key).execute();
    };
    expect(await stored()).toHaveLength(1);
    passedMs = 31 * 60 * 60 * 1000;
    await upkeep({ ctx: installation.server.ctx });
    expect(await stored()).toEqual([]);
    passedMs = 0;
  });

  test.each([
    ['does not answer', null],
    ['answers nonsense', '<html>'],
    ['answers without an end', ' '.repeat(1024 * 1024)],
    [
      'describes somebody else',
      '{"issuer":"https://other.example","jwks_uri":"https://o.example"}',
    ],
  ])('an issuer that %s is said to be the reason', async (_how, text) => {
    const broken = await startWorkflowIssuer();
    const githubOidc = { issuer: broken.url, audience: 'happo' };
    const another = await startInstallation({ githubOidc }, await create());
    const token = await broken.token(claims);
    broken.answerWith((request, response) =>
      text === null ? request.destroy() : response.end(text),
    );
    const ask = () =>
      fetch(`${another.server.url}/api/auth/github-oidc`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    const answer = await ask();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('try again') });
    broken.answerWith(null);
    expect((await ask()).status).toBe(403);
    await another.close();
    await broken.close();
  });
});
