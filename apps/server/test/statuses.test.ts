import { randomBytes } from 'node:crypto';
import { operations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { type GithubDouble, startGithubDouble } from '@twinlens/testing/forges';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordComparison } from './recorded-comparison.ts';
import type { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const newSha = () => randomBytes(20).toString('hex');

let github: GithubDouble;
beforeAll(async () => {
  github = await startGithubDouble();
});
afterAll(() => github.close());

const connect = (client: TestClient, secret = github.token) =>
  client.asPerson(operations.addDestination, {
    params: { account: client.tenant.accountId },
    body: {
      kind: 'github',
      settings: { api: github.api, repository: github.repository },
      secret,
    },
  });

const link = () => `https://${github.repository}/pull/7`;

/** Waits until a commit stands like this. */
const stands = (sha: string, state: string, description: RegExp, context = 'Twinlens') =>
  eventually(
    `${sha} is ${state} at GitHub, and not ${JSON.stringify(github.standing(sha))}`,
    () => {
      const found = github.standing(sha)[context];
      return Promise.resolve(found?.state === state && description.test(found.description));
    },
  );

describe.each(databases)('statuses on $name', (database) => {
  const wire = useWire(database);

  async function connectedClient(): Promise<TestClient> {
    const client = await wire.client();
    await connect(client);
    return client;
  }

  test('a test of the connection says exactly what is wrong', async () => {
    const client = await wire.client();
    const account = client.tenant.accountId;
    const says = async (
      settings: { api: string; repository: string; comment?: boolean },
      secret: string,
    ) => {
      const params = { account };
      const body = { kind: 'github', settings, secret } as const;
      const added = await client.asPerson(operations.addDestination, { params, body });
      const destination = added?.destination.id ?? 0;
      const answer = await client.asPerson(operations.testDestination, {
        params: { account, destination },
      });
      return `${answer?.works} ${answer?.says}`;
    };
    const { api, repository, token } = github;
    expect(await says({ api, repository }, token)).toBe(
      'true Statuses can be written on ada/web-shop.',
    );
    expect(await says({ api, repository }, 'wrong')).toMatch(
      /^false GitHub does not know this token/,
    );
    expect(await says({ api, repository: 'github.com/ada/none' }, token)).toMatch(
      /^false GitHub has no repository ada\/none that this token may see/,
    );
    github.scopes = 'gist';
    expect(await says({ api, repository }, token)).toBe(
      'false The token lacks the scope repo:status; it has gist.',
    );
    github.scopes = 'repo:status';
    expect(await says({ api, repository, comment: true }, token)).toBe(
      'false The token lacks the scope repo (or public_repo), which comments need; it has repo:status.',
    );
    github.scopes = null;
    expect(await says({ api, repository, comment: true }, token)).toBe(
      'true Statuses and comments can be written on ada/web-shop.',
    );
    github.mayComment = false;
    expect(await says({ api, repository, comment: true }, token)).toMatch(
      /^false The token may read ada\/web-shop, but not write comments there.*not accessible/,
    );
    expect(await says({ api, repository }, token)).toMatch(/^true Statuses can/);
    github.mayComment = true;
    github.scopes = 'repo:status';
    github.skewMs = 600_000;
    expect(await says({ api, repository }, token)).toMatch(
      /clocks .* differ by (599|600|601) seconds/,
    );
    github.skewMs = 0;
    expect(await says({ api: 'http://127.0.0.1:1', repository }, token)).toBe(
      'false 127.0.0.1:1 did not answer: nothing listens there.',
    );
  });

  test('a commit is told that its run has begun, and how it ended', async () => {
    const client = await connectedClient();
    const refused = github.refusals.length;
    const [sha1, sha2] = [newSha(), newSha()];
    const job = await client.start(sha1, sha2, { link: link() });
    await stands(sha2, 'pending', /being taken/);
    expect(github.statuses.at(-1)?.targetUrl).toBe(job?.url);
    await client.cancel(sha1, sha2, 'nothing to test here', { status: 'success' });
    await stands(sha2, 'success', /No changes/);
    expect(github.refusals.slice(refused)).toEqual([]);
  });

  test('a verdict follows what people decide, and what they take back', async () => {
    const client = await connectedClient();
    const { server } = wire.installation();
    const sizes = { changed: 2, added: 1, deleted: 0, unchanged: 4 };
    const { sha1, sha2, comparisonId } = await recordComparison(server.ctx, client.tenant, sizes);
    await client.start(sha1, sha2, { link: link() });
    await stands(sha2, 'failure', /^3 changes need review$/);

    const params = { account: client.tenant.accountId, comparison: comparisonId };
    await client.asPerson(operations.decideComparison, { params, body: { decision: 'accepted' } });
    await stands(sha2, 'success', /^All 3 changes were accepted$/);
    await client.asPerson(operations.undoDecision, { params });
    await stands(sha2, 'failure', /^3 changes need review$/);
    await client.asPerson(operations.decideComparison, { params, body: { decision: 'rejected' } });
    await stands(sha2, 'failure', /^3 of 3 changes were rejected$/);
  });

  test('projects have a line each, unless they were announced together', async () => {
    const client = await connectedClient();
    const [sha1, apart, together] = [newSha(), newSha(), newSha()];
    await client.start(sha1, apart, { link: link(), project: 'shop' });
    await client.start(sha1, apart, { link: link(), project: 'checkout' });
    await stands(apart, 'pending', /./, 'Twinlens: shop');
    await stands(apart, 'pending', /./, 'Twinlens: checkout');

    await client.orchestrate(sha1, together, ['shop', 'checkout'], { link: link() });
    await stands(together, 'pending', /^0 of 2 projects compared$/);
    await client.cancel(sha1, together, 'x', { project: 'shop', status: 'success' });
    await stands(together, 'pending', /^1 of 2 projects compared$/);
    await client.cancel(sha1, together, 'the build broke', { project: 'checkout' });
    await stands(together, 'failure', /^checkout: the build broke$/);
    expect(Object.keys(github.standing(together))).toEqual(['Twinlens']);
  });

  test('a run that is not heard of any more does not stay pending', async () => {
    const client = await connectedClient();
    const sha = newSha();
    await client.start(newSha(), sha, { link: link() });
    await stands(sha, 'pending', /./);
    await wire.pass(7 * 60 * 60 * 1000);
    await stands(sha, 'error', /came in time/);
  });

  test('only the repository a run is of is told, and only about commits', async () => {
    const client = await connectedClient();
    const before = github.statuses.length;
    await client.start(newSha(), newSha(), { link: 'https://github.com/ada/other/pull/1' });
    await client.start(newSha(), newSha());
    await client.start('dev-abc', 'dev-abd', { link: link() });
    const sha = newSha();
    await client.start(newSha(), sha, { link: `https://${github.repository}/commit/${sha}` });
    await stands(sha, 'pending', /./);
    expect(github.statuses.slice(before).map((status) => status.sha)).toEqual([sha]);
  });

  test('what was refused says why, and is told once the token is right', async () => {
    const client = await wire.client();
    const account = client.tenant.accountId;
    const added = await connect(client, 'a wrong token');
    const id = added?.destination.id ?? 0;
    const sha = newSha();
    await client.start(newSha(), sha, { link: link() });
    const refused = await eventually('it is refused', async () => {
      const query = { state: 'refused', destination: id } as const;
      const answer = await client.asPerson(operations.listDeliveries, {
        params: { account },
        query,
      });
      return answer?.deliveries[0] ?? null;
    });
    const params = { account, delivery: refused.id };
    const shown = await client.asPerson(operations.getDelivery, { params });
    expect(shown?.log.at(-1)).toMatchObject({
      request: { method: 'POST', url: `${github.api}/repos/ada/web-shop/statuses/${sha}` },
      response: { status: 401 },
      problem: expect.stringMatching(/^answered 401: {"message":"Bad credentials"/),
    });
    expect(JSON.stringify(shown)).not.toContain('a wrong token');

    await client.asPerson(operations.changeDestination, {
      params: { account, destination: id },
      body: {
        kind: 'github',
        settings: { api: github.api, repository: github.repository },
        secret: github.token,
      },
    });
    await stands(sha, 'pending', /./);
  });
});
