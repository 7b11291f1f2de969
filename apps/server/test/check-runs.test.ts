/** GitHub Apps: how they sign in, and check runs, which only they may write. */
import { randomBytes } from 'node:crypto';
import { operations, type SettingsOf } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { type GithubDouble, startGithubDouble } from '@twinlens/testing/forges';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordComparison } from './recorded-comparison.ts';
import type { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const newSha = () => randomBytes(20).toString('hex');
const [database] = databases;
if (database === undefined) throw new Error('there is no database to test on');
const wire = useWire(database);

let github: GithubDouble;
beforeAll(async () => {
  github = await startGithubDouble();
});
afterAll(() => github.close());

const link = () => `https://${github.repository}/pull/7`;

const settings = (writes: 'status' | 'check' | 'both'): SettingsOf['github'] => {
  const { id, installation } = github.app;
  return { api: github.api, repository: github.repository, writes, app: { id, installation } };
};

async function connect(
  client: TestClient,
  writes: 'status' | 'check' | 'both' = 'check',
  secret = github.app.privateKey,
): Promise<number> {
  const params = { account: client.tenant.accountId };
  const body = { kind: 'github' as const, settings: settings(writes), secret };
  const added = await client.asPerson(operations.addDestination, { params, body });
  return added?.destination.id ?? 0;
}

async function says(change: Partial<SettingsOf['github']>, secret = github.app.privateKey) {
  const client = await wire.client();
  const params = { account: client.tenant.accountId };
  const body = { kind: 'github' as const, settings: { ...settings('both'), ...change }, secret };
  const added = await client.asPerson(operations.addDestination, { params, body });
  const destination = added?.destination.id ?? 0;
  const answer = await client.asPerson(operations.testDestination, {
    params: { ...params, destination },
  });
  return `${answer?.works} ${answer?.says}`;
}

const runsOf = (sha: string) => github.checkRuns.filter((run) => run.sha === sha);

const concludes = (sha: string, conclusion: string | null, title: RegExp) =>
  eventually(`${sha} is ${conclusion}, and not ${JSON.stringify(runsOf(sha))}`, async () => {
    const run = runsOf(sha).at(-1);
    return run?.conclusion === conclusion && title.test(run.title) ? run : null;
  });

test('a test of the connection says what an app lacks', async () => {
  const { id, installation } = github.app;
  expect(await says({})).toBe('true Verdicts can be written on ada/web-shop.');
  expect(await says({ app: { id, installation: 5 } })).toBe(
    `false App ${id} has no installation 5 there.`,
  );
  expect(await says({ app: { id: '12', installation } })).toMatch(
    /^false GitHub does not take the key of app 12/,
  );
  expect(await says({}, 'no key')).toMatch(/^false The private key of the app is not one in PEM/);
  github.permissions = { statuses: 'read', checks: 'read' };
  // Permissions are told with a token, and one that is kept tells what it was given.
  github.app.installation += 1;
  expect(await says({ app: { id, installation: installation + 1 } })).toBe(
    `false App ${id} lacks the permission to write: Commit statuses, Checks.`,
  );
  github.permissions = { statuses: 'write', checks: 'write' };
  github.app.installation += 1;
  expect(await says({ app: { id, installation: installation + 2 }, comment: true })).toBe(
    `false App ${id} lacks the permission to write: Pull requests.`,
  );
  github.app.installation = installation;
});

test('check runs are taken from apps only', async () => {
  const client = await wire.client();
  const params = { account: client.tenant.accountId };
  const { app: _app, ...rest } = settings('check');
  const body = { kind: 'github' as const, settings: rest, secret: github.token };
  await expect(client.asPerson(operations.addDestination, { params, body })).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringMatching(/^writes: GitHub takes check runs from apps only/),
  });
});

test('one run of a commit is changed as it goes on, and needing review blocks', async () => {
  const client = await wire.client();
  await connect(client);
  const given = github.tokensGiven;
  const sizes = { changed: 2, added: 1, deleted: 0, unchanged: 4 };
  const { server } = wire.installation();
  const { sha1, sha2, comparisonId } = await recordComparison(server.ctx, client.tenant, sizes);
  await client.start(sha1, sha2, { link: link() });
  const review = await concludes(sha2, 'action_required', /^3 changes need review$/);
  expect(review.name).toBe('Twinlens');
  expect(review.summary).toContain(
    '| <code>default</code> | needs review | 2 | 1 | 0 | 0 | 0 | 4 |',
  );
  expect(review.detailsUrl).toMatch(/\/a\/\d+\/jobs\/\d+$/);
  const params = { account: client.tenant.accountId, comparison: comparisonId };
  await client.asPerson(operations.decideComparison, { params, body: { decision: 'accepted' } });
  await concludes(sha2, 'success', /^All 3 changes were accepted$/);
  expect(runsOf(sha2)).toHaveLength(1);
  expect(github.statuses).toEqual([]);
  expect(github.tokensGiven - given).toBeLessThanOrEqual(1);
});

test('a run that begins anew is a run of its own, and one that was taken unheard is not', async () => {
  const client = await wire.client();
  await connect(client);
  const [sha1, sha2] = [newSha(), newSha()];
  github.fail({ kind: 'taken-and-cut' }, 2);
  await client.start(sha1, sha2, { link: link() });
  await concludes(sha2, null, /being taken/);
  await client.cancel(sha1, sha2, 'the build broke');
  await concludes(sha2, 'failure', /^the build broke$/);
  expect(runsOf(sha2)).toHaveLength(1);
  await client.start(sha1, sha2, { link: link() });
  await concludes(sha2, null, /being taken/);
  expect(runsOf(sha2)).toHaveLength(2);
});

test('both are written where both are asked for', async () => {
  const client = await wire.client();
  await connect(client, 'both');
  const sha = newSha();
  await client.start(newSha(), sha, { link: link() });
  await concludes(sha, null, /being taken/);
  await eventually('the status', async () => github.standing(sha).Twinlens?.state === 'pending');
});

test('names of projects are no Markdown', async () => {
  const client = await wire.client();
  await connect(client);
  const sha = newSha();
  const project = '@ada | ![](https://example.org/x.png) </code>';
  await client.start(newSha(), sha, { link: link(), project });
  const run = await concludes(sha, null, /./);
  expect(run.summary).not.toMatch(/@ada|!\[|<\/code> \|.*<\/code>/);
});

test('a token that was ended is asked for again, also by a clock that is wrong', async () => {
  const client = await wire.client();
  await connect(client);
  const first = newSha();
  await client.start(newSha(), first, { link: link() });
  await concludes(first, null, /./);
  const given = github.tokensGiven;
  github.endTokens();
  github.skewMs = -3_600_000;
  const second = newSha();
  await client.start(newSha(), second, { link: link() });
  await concludes(second, null, /./);
  expect(github.tokensGiven).toBe(given + 1);
  github.skewMs = 0;
});
