/** What the status program asks, and what it says once the server is back. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { call, operations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { type GithubDouble, startGithubDouble } from '@twinlens/testing/forges';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statusToken } from './installation.ts';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const newSha = () => randomBytes(20).toString('hex');
const key = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }).x ?? '';

let github: GithubDouble;
beforeAll(async () => {
  github = await startGithubDouble();
});
afterAll(() => github.close());

describe.each(databases)('stand-ins on $name', (database) => {
  const wire = useWire(database);

  const program = (client: TestClient) => ({
    origin: client.origin,
    headers: { authorization: `Bearer ${statusToken}` },
  });

  async function connectedClient(): Promise<TestClient> {
    const client = await wire.client();
    await client.asPerson(operations.addDestination, {
      params: { account: client.tenant.accountId },
      body: {
        kind: 'github',
        settings: { api: github.api, repository: github.repository },
        secret: github.token,
      },
    });
    return client;
  }

  const listWaiting = async (client: TestClient) => {
    const answer = await call(program(client), operations.listWaitingCommits, { query: { key } });
    return answer ?? { commits: [], forges: [] };
  };

  const start = (client: TestClient, sha: string, project: string) =>
    client.start(newSha(), sha, { project, link: `https://${github.repository}/pull/7` });

  const stands = (sha: string, context: string, state: string) =>
    eventually(`${sha} is ${state}`, () =>
      Promise.resolve(github.standing(sha)[context]?.state === state),
    );

  test('commits wait until they have a verdict, with their projects and a sealed token', async () => {
    const client = await connectedClient();
    const [shop, both, done] = [newSha(), newSha(), newSha()];
    await start(client, shop, 'shop');
    await client.orchestrate(newSha(), both, ['shop', 'site'], {
      link: `https://${github.repository}/pull/8`,
    });
    const base = newSha();
    await client.start(base, done, { link: `https://${github.repository}/pull/9` });
    await client.cancel(base, done, 'nothing to test', { status: 'success' });
    const { commits, forges } = await listWaiting(client);
    const account = client.tenant.accountId;
    const mine = commits.filter((commit) => commit.account === account);
    expect(mine.map(({ sha, context, projects }) => ({ sha, context, projects }))).toEqual([
      { sha: shop, context: 'Twinlens: shop', projects: ['shop'] },
      { sha: both, context: 'Twinlens', projects: ['shop', 'site'] },
    ]);
    const forge = forges.find(({ destination }) => destination === mine[0]?.destination);
    const url = `${github.api}/repos/${github.repository.split('/').slice(1).join('/')}`;
    expect(forge).toMatchObject({ kind: 'github', url, repository: github.repository });
    expect(JSON.stringify(forges)).not.toContain(github.token);
  });

  test('of an app no key is handed over, but a token that may write its verdicts and nothing else', async () => {
    const client = await wire.client();
    const { api, repository, app } = github;
    await client.asPerson(operations.addDestination, {
      params: { account: client.tenant.accountId },
      body: {
        kind: 'github',
        settings: {
          api,
          repository,
          app: { id: app.id, installation: app.installation },
          writes: 'both',
        },
        secret: app.privateKey,
      },
    });
    const sha = newSha();
    await start(client, sha, 'shop');
    const { commits, forges } = await listWaiting(client);
    const waiting = commits.find((commit) => commit.sha === sha);
    const forge = forges.find(({ destination }) => destination === waiting?.destination);
    const lastsMs = Date.parse(forge?.expiresAt ?? '') - Date.now();
    expect(lastsMs).toBeGreaterThan(44 * 60_000);
    const may = async (token: string, path: string, body: object) => {
      const answer = await fetch(`${forge?.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'user-agent': 'a test' },
        body: JSON.stringify(body),
      });
      return answer.ok;
    };
    const given = Array.from(
      { length: github.tokensGiven },
      (_, index) => `ghs_token_${index + 1}`,
    );
    const checks = await Promise.all(
      given.map(async (token) => [
        await may(token, `/statuses/${newSha()}`, { state: 'pending' }),
        await may(token, '/check-runs', { name: 'Twinlens', head_sha: newSha() }),
        await may(token, '/issues/7/comments', { body: 'Not for this token.' }),
      ]),
    );
    expect(checks).toContainEqual([true, true, false]);
  });

  test('a forge that hangs does not keep the status program from its answer', async () => {
    const client = await connectedClient();
    const [waiting, other] = [newSha(), newSha()];
    await start(client, waiting, 'shop');
    const hanging = await startGithubDouble();
    try {
      const { id, installation, privateKey } = hanging.app;
      await client.asPerson(operations.addDestination, {
        params: { account: client.tenant.accountId },
        body: {
          kind: 'github',
          settings: {
            api: hanging.api,
            repository: hanging.repository,
            app: { id, installation },
          },
          secret: privateKey,
        },
      });
      hanging.fail({ kind: 'hang' }, 1000);
      await start(client, other, 'shop');
      // As long as the status program waits before it takes the server for gone.
      const answer = await call(program(client), operations.listWaitingCommits, {
        query: { key },
        signal: AbortSignal.timeout(10_000),
      });
      expect(answer?.commits.map(({ sha }) => sha)).toContain(waiting);
      expect(answer?.forges.map(({ url }) => url).join()).not.toContain(hanging.api);
    } finally {
      hanging.recover();
      await hanging.close();
    }
  });

  test('what somebody else wrote meanwhile gives way to what is, once', async () => {
    const client = await connectedClient();
    const sha = newSha();
    await start(client, sha, 'shop');
    await stands(sha, 'Twinlens: shop', 'pending');
    const { commits } = await listWaiting(client);
    const waiting = commits.find((commit) => commit.sha === sha);
    if (waiting === undefined) throw new Error('it does not wait');
    const { destination, delivery } = waiting;
    github.statuses.push({
      sha,
      state: 'success',
      context: 'Twinlens: shop',
      description: 'not blocking',
      targetUrl: 'https://status.example.org/',
    });
    const before = github.statuses.length;
    const settle = async () => {
      const body = { standIns: [{ destination, delivery }] };
      const answer = await call(program(client), operations.settleStandIns, { body });
      return answer?.settled[0];
    };
    expect(await settle()).toMatchObject({ state: 'pending', told: false });
    await stands(sha, 'Twinlens: shop', 'pending');
    await eventually('it is told', async () => (await settle())?.told === true);
    expect(github.statuses.slice(before).filter((status) => status.sha === sha)).toHaveLength(1);
  });

  test('a line nobody knows any more is told as that, and a key that is none is refused', async () => {
    const client = await wire.client();
    const body = { standIns: [{ destination: 2_000_000, delivery: 2_000_000 }] };
    const answer = await call(program(client), operations.settleStandIns, { body });
    expect(answer?.settled).toMatchObject([{ state: null, told: false }]);
    await expect(
      call(program(client), operations.listWaitingCommits, { query: { key: 'short' } }),
    ).rejects.toThrow(/key: must be a public X25519 key/);
  });

  test('figures say what waits, and for how long', async () => {
    const client = await wire.client();
    const read = async () => call(program(client), operations.getFigures, {});
    const before = (await read())?.queue['browser-chrome']?.waiting ?? 0;
    await client.request(newItem(), newItem());
    await wire.pass(60_000);
    const figures = await read();
    expect(figures?.queue['browser-chrome']?.waiting).toBe(before + 2);
    expect(figures?.queue['browser-chrome']?.oldestSeconds).toBeGreaterThanOrEqual(60);
  });
});
