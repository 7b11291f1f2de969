/** Comments on pull requests. */
import { randomBytes } from 'node:crypto';
import { type ForgeKind, type NewDestination, operations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import {
  type AzureDouble,
  type BitbucketDouble,
  type BitbucketServerDouble,
  type ForgeDouble,
  type GiteaDouble,
  type GithubDouble,
  type GitlabDouble,
  startAzureDouble,
  startBitbucketDouble,
  startBitbucketServerDouble,
  startGiteaDouble,
  startGithubDouble,
  startGitlabDouble,
} from '@twinlens/testing/forges';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordComparison } from './recorded-comparison.ts';
import type { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const newSha = () => randomBytes(20).toString('hex');
const [database] = databases;
if (database === undefined) throw new Error('there is no database to test on');
const wire = useWire(database);

let github: GithubDouble;
let gitlab: GitlabDouble;
let gitea: GiteaDouble;
let bitbucket: BitbucketDouble;
let bitbucketServer: BitbucketServerDouble;
let azure: AzureDouble;
beforeAll(async () => {
  github = await startGithubDouble();
  gitlab = await startGitlabDouble();
  gitea = await startGiteaDouble();
  bitbucket = await startBitbucketDouble();
  bitbucketServer = await startBitbucketServerDouble();
  azure = await startAzureDouble();
});
afterAll(() =>
  Promise.all(
    [github, gitlab, gitea, bitbucket, bitbucketServer, azure].map((double) => double.close()),
  ),
);

/** Each test is about a pull request of its own. */
let numbers = 100;
const newNumber = () => {
  numbers += 1;
  return numbers;
};

async function connect(client: TestClient, body: NewDestination): Promise<number> {
  const params = { account: client.tenant.accountId };
  const added = await client.asPerson(operations.addDestination, { params, body });
  return added?.destination.id ?? 0;
}

/** A comment as it is read. */
const inWords = (body: string) =>
  body.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

const toGithub = (): NewDestination => {
  const { api, repository, token: secret } = github;
  return { kind: 'github', settings: { api, repository, comment: true }, secret };
};

const link = (number: number) => `https://${github.repository}/pull/${number}`;

describe('a comment', () => {
  interface Commented {
    double: ForgeDouble & { api: string; token: string; repository: string };
    kind: ForgeKind;
    /** What is between a repository and the number of a pull request. */
    path: string;
    said(number: number): { body: string }[];
  }
  const saidIn = (comments: { pullRequest: number; body: string }[], number: number) =>
    comments.filter(({ pullRequest }) => pullRequest === number);
  const on: Record<string, () => Commented> = {
    GitHub: () => ({
      double: github,
      kind: 'github',
      path: 'pull',
      said: (number) => saidIn(github.comments, number),
    }),
    GitLab: () => ({
      double: gitlab,
      kind: 'gitlab',
      path: '-/merge_requests',
      said: (number) => gitlab.notes.filter(({ mergeRequest }) => mergeRequest === number),
    }),
    Gitea: () => ({
      double: gitea,
      kind: 'gitea',
      path: 'pulls',
      said: (number) => saidIn(gitea.comments, number),
    }),
    Bitbucket: () => ({
      double: bitbucket,
      kind: 'bitbucket',
      path: 'pull-requests',
      said: (number) => saidIn(bitbucket.comments, number),
    }),
    'Bitbucket Data Center': () => ({
      double: bitbucketServer,
      kind: 'bitbucket-server',
      path: 'pull-requests',
      said: (number) => saidIn(bitbucketServer.comments, number),
    }),
    'Azure DevOps': () => ({
      double: azure,
      kind: 'azure',
      path: 'pullrequest',
      said: (number) => saidIn(azure.comments, number),
    }),
  };

  test.each(Object.entries(on))(
    'on %s shows the changes and is changed in place, whatever gets lost on the way',
    async (_name, of) => {
      const { double, kind, path, said } = of();
      const { api, repository, token: secret } = double;
      const client = await wire.client();
      await connect(client, { kind, settings: { api, repository, comment: true }, secret });
      const number = newNumber();
      const { server } = wire.installation();
      const sizes = { changed: 2, added: 1, deleted: 0, unchanged: 4 };
      const made = await recordComparison(server.ctx, client.tenant, sizes);
      azure.pushes.set(number, [made.sha2]);
      const refused = double.refusals.length;
      double.fail({ kind: 'taken-and-cut' }, 4);
      const job = await client.start(made.sha1, made.sha2, {
        link: `https://${repository}/${path}/${number}`,
      });
      const says = (text: string) =>
        eventually(`the comment says ${text}`, async () => {
          await wire.pass(10_000);
          return said(number).find(({ body }) => inWords(body).includes(text)) ?? null;
        });
      const { body } = await says('3 changes need review');
      expect(body).toContain(job?.url);
      const account = client.tenant.accountId;
      const thumbnails = `${server.url}/a/${account}/thumbnails/320/`;
      const pictures = [...body.matchAll(/<img src="([^"]+)"|!\[\]\(([^)]+)\)/g)];
      expect(pictures).toHaveLength(5);
      for (const [, tag, mark] of pictures) {
        expect(tag ?? mark).toMatch(new RegExp(`^${thumbnails}[0-9a-f]{32}.png$`));
      }
      const params = { account, comparison: made.comparisonId };
      await client.asPerson(operations.decideComparison, {
        params,
        body: { decision: 'accepted' },
      });
      await says('All 3 changes were accepted');
      expect(said(number)).toHaveLength(1);
      // Neither Bitbucket shows a tag as what it is.
      expect(/<\w/.test(body)).toBe(!kind.startsWith('bitbucket'));
      // GitLab says so of what runs already.
      const others = double.refusals.slice(refused).filter((one) => !/Cannot transition/.test(one));
      expect(others).toEqual([]);
    },
  );

  test('names in it are nothing but names, also where tags are not taken', async () => {
    const client = await wire.client();
    const { api, repository, token: secret } = bitbucket;
    const settings = { api, repository, comment: true };
    await connect(client, { kind: 'bitbucket', settings, secret });
    const number = newNumber();
    const [sha1, sha2] = [newSha(), newSha()];
    const component = '`@{ada}` | ![x](https://evil.invalid)\n# <b>';
    await wire.record(client, sha1, [{ component: 'Button', colour: 'red' }]);
    await wire.record(client, sha2, [{ component, colour: 'red' }]);
    const link = `https://${repository}/pull-requests/${number}`;
    await client.start(sha1, sha2, { link });
    await client.compare(sha1, sha2);
    const { body } = await eventually('there is one', async () => {
      return bitbucket.comments.find(({ pullRequest }) => pullRequest === number) ?? null;
    });
    const row = body.split('\n').find((line) => line.includes('evil'));
    expect(row).toMatch(
      /^\| `\u02cb@\{ada\}\u02cb \u00a6 !\[x\]\(https:\/\/evil\.invalid\) # <b>` \/ `/,
    );
    expect(row?.split('|')).toHaveLength(5);
  });

  test('of somebody else is left alone, also where it looks like one of ours', async () => {
    const client = await wire.client();
    await connect(client, toGithub());
    const [first, second] = [newNumber(), newNumber()];
    const commentsOf = (number: number) =>
      github.comments.filter(({ pullRequest }) => pullRequest === number);
    const run = async (number: number) => {
      const [sha1, sha2] = [newSha(), newSha()];
      await client.start(sha1, sha2, { link: link(number) });
      await client.cancel(sha1, sha2, 'the build broke');
    };
    await run(first);
    const [ours] = await eventually('ours is there', async () => {
      const found = commentsOf(first);
      return found.length > 0 ? found : null;
    });
    const copied = ours?.body ?? '';
    github.comments.push({ id: github.comments.length + 1, pullRequest: second, body: copied });
    await run(second);
    await eventually('ours is there too', async () => commentsOf(second).length === 2);
    expect(commentsOf(second)[0]?.body).toBe(copied);
    expect(commentsOf(second)[1]?.body.split('\n')[0]).not.toBe(copied.split('\n')[0]);
  });

  test('is not written where there is nothing to look at, and never about an older run', async () => {
    const client = await wire.client();
    await connect(client, toGithub());
    const number = newNumber();
    const [sha1, quiet, older, newer] = [newSha(), newSha(), newSha(), newSha()];
    await client.start(sha1, quiet, { link: link(number) });
    await client.cancel(sha1, quiet, 'nothing', { status: 'success' });
    await client.start(sha1, older, { link: link(number) });
    await client.start(sha1, newer, { link: link(number) });
    await client.cancel(sha1, newer, 'the newer one broke');
    await client.cancel(sha1, older, 'the older one broke');
    await eventually(
      'the older one was told',
      async () => github.standing(older).Twinlens?.state === 'failure',
    );
    const comments = () => github.comments.filter(({ pullRequest }) => pullRequest === number);
    await eventually('there is one', async () => comments().length > 0);
    expect(comments().map(({ body }) => /the \w+ one broke/.exec(body)?.[0])).toEqual([
      'the newer one broke',
    ]);
  });

  test('shows pictures to whoever has their address, and to nobody else', async () => {
    const client = await wire.client();
    await wire.record(client, 'a', [{ component: 'Button', colour: 'red' }]);
    const snapshots = await client.snapshots('a');
    const url = snapshots?.snapshots[0]?.image.url ?? '';
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.replace(/[0-9a-f]{32}/, '0'.repeat(32)))).status).toBe(404);
  });
});
