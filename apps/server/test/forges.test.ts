/** What commits are told on each forge, in its own words and within its limits. */
import { randomBytes } from 'node:crypto';
import { type ForgeKind, type NewDestination, operations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import {
  type ForgeDouble,
  startAzureDouble,
  startBitbucketDouble,
  startBitbucketServerDouble,
  startGiteaDouble,
  startGitlabDouble,
} from '@twinlens/testing/forges';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const newSha = () => randomBytes(20).toString('hex');
const [database] = databases;
if (database === undefined) throw new Error('there is no database to test on');

const wire = useWire(database);

async function connect(client: TestClient, body: NewDestination): Promise<number> {
  const params = { account: client.tenant.accountId };
  const added = await client.asPerson(operations.addDestination, { params, body });
  return added?.destination.id ?? 0;
}

/** All that is kept of what a client's account was told. */
async function ledgerOf(client: TestClient): Promise<string> {
  const params = { account: client.tenant.accountId };
  const listed = await client.asPerson(operations.listDeliveries, { params, query: {} });
  const shown = (listed?.deliveries ?? []).map(({ id }) =>
    client.asPerson(operations.getDelivery, { params: { ...params, delivery: id } }),
  );
  const text = JSON.stringify(await Promise.all(shown));
  expect(text).toContain('"request":{');
  return text;
}

/** What a test of the connection says. */
async function says(body: NewDestination): Promise<string> {
  const client = await wire.client();
  const destination = await connect(client, body);
  const params = { account: client.tenant.accountId, destination };
  const answer = await client.asPerson(operations.testDestination, { params });
  return `${answer?.works} ${answer?.says}`;
}

const stands = (double: ForgeDouble, sha: string, state: string, context = 'Twinlens') =>
  eventually(`${sha} is ${state}, and not ${JSON.stringify(double.standing(sha))}`, async () => {
    const found = double.standing(sha)[context];
    return found?.state === state ? found : null;
  });

type NewForge = Extract<NewDestination, { kind: ForgeKind }>;

interface Connected<Double> {
  double: Double;
  destination: NewForge;
  /** The address of a pull request, and of a commit. */
  link(number: number): string;
  commit(sha: string): string;
  /** Has a pull request end with each of these commits in turn, where the forge asks for that. */
  pushed?(number: number, shas: string[]): void;
}

/** Starts a double for the tests of a block. */
function use<Double extends ForgeDouble>(start: () => Promise<Connected<Double>>) {
  let connected: Connected<Double>;
  beforeAll(async () => {
    connected = await start();
  });
  afterAll(() => connected.double.close());
  return () => connected;
}

const gitlab = use(async () => {
  const double = await startGitlabDouble();
  const { api, repository, token: secret } = double;
  return {
    double,
    destination: { kind: 'gitlab', settings: { api, repository }, secret },
    link: (number) => `https://${repository}/-/merge_requests/${number}`,
    commit: (sha) => `https://${repository}/-/commit/${sha}`,
  };
});
const bitbucket = use(async () => {
  const double = await startBitbucketDouble();
  const { api, repository, token: secret } = double;
  return {
    double,
    destination: { kind: 'bitbucket', settings: { api, repository }, secret },
    link: (number) => `https://${repository}/pull-requests/${number}`,
    commit: (sha) => `https://${repository}/commits/${sha}`,
  };
});
const bitbucketServer = use(async () => {
  const double = await startBitbucketServerDouble();
  const { api, repository, token: secret } = double;
  return {
    double,
    destination: { kind: 'bitbucket-server', settings: { api, repository }, secret },
    link: (number) => `https://${repository}/pull-requests/${number}`,
    commit: (sha) => `https://${repository}/commits/${sha}`,
  };
});
const azure = use(async () => {
  const double = await startAzureDouble();
  const { api, repository, token: secret } = double;
  return {
    double,
    destination: { kind: 'azure', settings: { api, repository }, secret },
    link: (number) => `https://${repository}/pullrequest/${number}`,
    commit: (sha) => `https://${repository}/commit/${sha}`,
    pushed: (number, shas) => void double.pushes.set(number, shas),
  };
});
const gitea = use(async () => {
  const double = await startGiteaDouble();
  const { api, repository, token: secret } = double;
  return {
    double,
    destination: { kind: 'gitea', settings: { api, repository }, secret },
    link: (number) => `https://${repository}/pulls/${number}`,
    commit: (sha) => `https://${repository}/commit/${sha}`,
  };
});

// Before time passes here and not there.
describe.each([
  ['GitLab', gitlab],
  ['Bitbucket', bitbucket],
  ['Bitbucket Data Center', bitbucketServer],
  ['Azure DevOps', azure],
  ['Gitea', gitea],
])('a test of the connection to %s', (_name, forge) => {
  test('tells a wrong token, a repository that is not there and clocks that differ', async () => {
    const { double, destination } = forge();
    expect(await says(destination)).toMatch(/^true .*can be written on [^.]+\.$/);
    expect(await says({ ...destination, secret: 'wrong' })).toMatch(
      /^false .* does not know this token|^false The token has expired/,
    );
    const other = structuredClone(destination);
    other.settings.repository = destination.settings.repository.replace(/[^/]+$/, 'none');
    expect(await says(other)).toMatch(/^false .* has no repository .*none that this token may see/);
    double.skewMs = 600_000;
    expect(await says(destination)).toMatch(/clocks .* differ by (599|600|601) seconds/);
    double.skewMs = 0;
  });
});

test('GitLab: scopes and access are told apart', async () => {
  const { double, destination } = gitlab();
  double.scopes = ['read_api'];
  expect(await says(destination)).toBe('false The token lacks the scope api; it has read_api.');
  double.scopes = ['read_user'];
  expect(await says(destination)).toBe('false The token lacks the scope api.');
  double.scopes = ['api'];
  double.accessLevel = 20;
  expect(await says(destination)).toMatch(/^false The token may read .*make it a Developer/);
  double.accessLevel = 30;
});

test('Bitbucket, Azure DevOps and Gitea: what may be read may not be written', async () => {
  for (const { double, destination } of [bitbucket(), bitbucketServer(), azure()]) {
    double.mayWrite = false;
    expect(await says(destination)).toMatch(/^false The token may read .*, but not write statuses/);
    double.mayWrite = true;
  }
  const { double, destination } = gitea();
  double.mayPush = false;
  expect(await says(destination)).toMatch(/^false The token may read .*, but not write statuses/);
  double.mayPush = true;
  double.scopes = ['read:repository'];
  expect(await says(destination)).toMatch(
    /not write statuses there.*required=\[write:repository\]/,
  );
  double.scopes = ['write:repository', 'write:issue'];
});

test('comments that are wanted and may not be written are told apart from statuses', async () => {
  const wants = (destination: NewForge): NewForge => {
    const other = structuredClone(destination);
    other.settings.comment = true;
    return other;
  };
  for (const { double, destination } of [bitbucket(), bitbucketServer(), azure()]) {
    expect(await says(wants(destination))).toMatch(/^true .* and comments can be written on /);
    double.mayComment = false;
    expect(await says(wants(destination))).toMatch(/^false .* but not write comments there/);
    expect(await says(destination)).toMatch(/^true /);
    double.mayComment = true;
  }
  const { double, destination } = gitea();
  double.scopes = ['write:repository'];
  expect(await says(wants(destination))).toMatch(
    /not write comments there.*required=\[write:issue\]/,
  );
  double.scopes = ['write:repository', 'write:issue'];
});

test('Bitbucket: by an API token of a person', async () => {
  const { double, destination } = bitbucket();
  double.user = 'ada@example.org';
  const settings = { api: double.api, repository: double.repository, user: double.user };
  expect(await says({ kind: 'bitbucket', settings, secret: double.token })).toMatch(/^true/);
  double.user = null;
  expect(await says(destination)).toMatch(/^true/);
});

const build = { pending: 'INPROGRESS', success: 'SUCCESSFUL', failure: 'FAILED', error: 'FAILED' };
const inWords = [
  {
    use: gitlab,
    words: { pending: 'running', success: 'success', failure: 'failed', error: 'failed' },
  },
  { use: bitbucket, words: build },
  { use: bitbucketServer, words: build },
  {
    use: azure,
    words: { pending: 'pending', success: 'succeeded', failure: 'failed', error: 'error' },
  },
  {
    use: gitea,
    words: { pending: 'pending', success: 'success', failure: 'failure', error: 'error' },
  },
];

test('each is told in its own words that a run has begun, how it ended, and that nothing came', async () => {
  const client = await wire.client();
  const runs = inWords.map(({ use, words }) => {
    const [sha1, good, bad, lost] = [newSha(), newSha(), newSha(), newSha()];
    return { ...use(), words, sha1, good, bad, lost, refused: use().double.refusals.length };
  });
  for (const { destination, pushed, sha1, good, bad, lost, link } of runs) {
    await connect(client, destination);
    pushed?.(7, [good, bad, lost]);
    for (const sha of [good, bad, lost]) await client.start(sha1, sha, { link: link(7) });
  }
  for (const { double, words, good, bad, lost } of runs) {
    for (const sha of [good, bad, lost]) await stands(double, sha, words.pending);
  }
  for (const { sha1, good, bad } of runs) {
    await client.cancel(sha1, good, 'nothing to test here', { status: 'success' });
    await client.cancel(sha1, bad, 'the build broke');
  }
  for (const { double, words, good, bad } of runs) {
    await stands(double, good, words.success);
    expect((await stands(double, bad, words.failure)).description).toBe('the build broke');
  }
  await wire.pass(7 * 60 * 60 * 1000);
  const ledger = await ledgerOf(client);
  for (const { double, words, lost, refused, destination } of runs) {
    expect((await stands(double, lost, words.error)).description).toMatch(/came in time/);
    expect(double.statuses.at(-1)?.targetUrl).toMatch(/\/a\/\d+\/jobs\/\d+$/);
    expect(double.refusals.slice(refused)).toEqual([]);
    expect(ledger).not.toContain(destination.secret);
  }
});

test('names that are too long stay apart, and what may pass is waited for', async () => {
  const client = await wire.client();
  const sha = newSha();
  const long = 'checkout '.repeat(20);
  for (const { use } of inWords) {
    const { double, destination, commit } = use();
    await connect(client, destination);
    double.fail({ kind: 'status', status: 429, headers: { 'retry-after': '30' } });
    double.fail({ kind: 'status', status: 502 });
    const own = newSha();
    await client.start(own, sha, { link: commit(sha), project: `${long}one` });
    await client.start(own, sha, { link: commit(sha), project: `${long}two` });
  }
  await eventually('both stand everywhere', async () => {
    await wire.pass(10_000);
    return inWords.every(({ use }) => Object.keys(use().double.standing(sha)).length === 2);
  });
});

test('Azure DevOps: a status is of a push, and of the commit where no push ended with it', async () => {
  const { double, destination, link, pushed } = azure();
  const client = await wire.client();
  await connect(client, destination);
  const [first, second, elsewhere] = [newSha(), newSha(), newSha()];
  pushed?.(12, [first, second]);
  double.ofPushes.length = 0;
  for (const sha of [second, elsewhere]) {
    await client.start(newSha(), sha, { link: link(12) });
    await stands(double, sha, 'pending');
  }
  expect(double.ofPushes).toEqual([
    { pullRequest: 12, iterationId: 2, state: 'pending', context: 'Twinlens' },
  ]);
});

test.each([
  ['github', 'github.com/ada'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket-server', 'bitbucket.example.org/ada/web-shop'],
  ['azure', 'dev.azure.com/ada/web-shop'],
  ['gitea', 'gitea.example.org/%ZZ/name'],
] as const)('%s has no repository %s', async (kind, repository) => {
  const client = await wire.client();
  const body = { kind, settings: { api: 'https://example.org', repository }, secret: 'x' };
  await expect(connect(client, body)).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringMatching(/^repository: give its address, such as /),
  });
});
