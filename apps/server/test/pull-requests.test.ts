/** Comments on pull requests, and what forges say of them. */
import { createHmac, randomBytes } from 'node:crypto';
import { type ForgeKind, type NewDestination, operations } from '@twinlens/contract';
import {
  type AzureDouble,
  type BitbucketDouble,
  type BitbucketServerDouble,
  eventually,
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
} from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
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

const toGithub = (comment = true): NewDestination => {
  const { api, repository, token: secret } = github;
  return { kind: 'github', settings: { api, repository, comment }, secret };
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

describe('what a forge says of pull requests', () => {
  interface Said {
    number: number;
    isOpen: boolean;
    base: string;
    at: string;
  }

  async function hookOf(client: TestClient, destination: number) {
    const params = { account: client.tenant.accountId, destination };
    const answer = await client.asPerson(operations.getHook, { params });
    if (!answer?.hook) throw new Error('there is no hook');
    return answer.hook;
  }

  const post = (url: string, headers: Record<string, string>, body: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  const hmac = (secret: string, body: string) =>
    createHmac('sha256', secret).update(body).digest('hex');

  const asGithub = (place: string) => (said: Said) => ({
    action: said.isOpen ? 'reopened' : 'closed',
    pull_request: {
      html_url: `${place}${said.number}`,
      state: said.isOpen ? 'open' : 'closed',
      base: { ref: said.base },
      updated_at: said.at,
    },
  });
  const ofDouble = (said: Said) => asGithub(link(said.number).replace(/\d+$/, ''))(said);

  const forges: {
    name: string;
    destination: NewDestination;
    link: (number: number) => string;
    body: (said: Said) => unknown;
    sign: (secret: string, body: string) => Record<string, string>;
  }[] = [
    {
      name: 'GitHub',
      destination: {
        kind: 'github',
        settings: { api: 'https://api.github.com', repository: 'github.com/ada/web-shop' },
        secret: 'x',
      },
      link: (number) => `https://github.com/ada/web-shop/pull/${number}`,
      body: asGithub('https://github.com/ada/web-shop/pull/'),
      sign: (secret, body) => ({ 'x-hub-signature-256': `sha256=${hmac(secret, body)}` }),
    },
    {
      name: 'Gitea',
      destination: {
        kind: 'gitea',
        settings: { api: 'https://g.example.org/api/v1', repository: 'g.example.org/ada/web-shop' },
        secret: 'x',
      },
      link: (number) => `https://g.example.org/ada/web-shop/pulls/${number}`,
      body: asGithub('https://g.example.org/ada/web-shop/pulls/'),
      sign: (secret, body) => ({ 'x-gitea-signature': hmac(secret, body) }),
    },
    {
      name: 'GitLab',
      destination: {
        kind: 'gitlab',
        settings: { api: 'https://gitlab.com/api/v4', repository: 'gitlab.com/shop/web/front-end' },
        secret: 'x',
      },
      link: (number) => `https://gitlab.com/shop/web/front-end/-/merge_requests/${number}`,
      body: ({ number, isOpen, base, at }) => ({
        object_kind: 'merge_request',
        object_attributes: {
          url: `https://gitlab.com/shop/web/front-end/-/merge_requests/${number}`,
          state: isOpen ? 'opened' : 'merged',
          target_branch: base,
          updated_at: at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'),
        },
      }),
      sign: (secret) => ({ 'x-gitlab-token': secret }),
    },
    {
      name: 'Bitbucket',
      destination: {
        kind: 'bitbucket',
        settings: {
          api: 'https://api.bitbucket.org/2.0',
          repository: 'bitbucket.org/ada/web-shop',
        },
        secret: 'x',
      },
      link: (number) => `https://bitbucket.org/ada/web-shop/pull-requests/${number}`,
      body: ({ number, isOpen, base, at }) => ({
        pullrequest: {
          state: isOpen ? 'OPEN' : 'DECLINED',
          destination: { branch: { name: base } },
          links: { html: { href: `https://bitbucket.org/ada/web-shop/pull-requests/${number}` } },
          updated_on: at,
        },
      }),
      sign: (secret, body) => ({ 'x-hub-signature': `sha256=${hmac(secret, body)}` }),
    },
    {
      name: 'Bitbucket Data Center',
      destination: {
        kind: 'bitbucket-server',
        settings: {
          api: 'https://bb.example.org',
          repository: 'bb.example.org/projects/SHOP/repos/web-shop',
        },
        secret: 'x',
      },
      link: (number) =>
        `https://bb.example.org/projects/SHOP/repos/web-shop/pull-requests/${number}`,
      body: ({ number, isOpen, base, at }) => ({
        pullRequest: {
          state: isOpen ? 'OPEN' : 'MERGED',
          toRef: { displayId: base },
          links: {
            self: [
              {
                href: `https://bb.example.org/projects/SHOP/repos/web-shop/pull-requests/${number}/overview`,
              },
            ],
          },
          updatedDate: Date.parse(at),
        },
      }),
      sign: (secret, body) => ({ 'x-hub-signature': `sha256=${hmac(secret, body)}` }),
    },
    {
      name: 'Azure DevOps',
      destination: {
        kind: 'azure',
        settings: {
          api: 'https://dev.azure.com',
          repository: 'dev.azure.com/ada/Web%20Shop/_git/front-end',
        },
        secret: 'x',
      },
      link: (number) => `https://dev.azure.com/ada/Web%20Shop/_git/front-end/pullrequest/${number}`,
      body: ({ number, isOpen, base, at }) => ({
        eventType: 'git.pullrequest.updated',
        createdDate: at,
        resource: {
          pullRequestId: number,
          status: isOpen ? 'active' : 'completed',
          targetRefName: `refs/heads/${base}`,
          repository: { remoteUrl: 'https://ada@dev.azure.com/ada/Web%20Shop/_git/front-end' },
        },
      }),
      sign: (secret) => ({
        authorization: `Basic ${Buffer.from(`twinlens:${secret}`).toString('base64')}`,
      }),
    },
  ];

  test.each(forges)('$name: it is shown with the job, in the order it happened', async (forge) => {
    const client = await wire.client();
    const { url, secret } = await hookOf(client, await connect(client, forge.destination));
    const number = newNumber();
    const job = await client.start(newSha(), newSha(), { link: forge.link(number) });
    const say = async (said: Omit<Said, 'number'>, key = secret) => {
      const body = JSON.stringify(forge.body({ number, ...said }));
      return (await post(url, forge.sign(key, body), body)).status;
    };
    const shown = async () => (await client.wholeJob(job?.id)).pullRequest;
    expect(await say({ isOpen: true, base: 'main', at: '2026-11-01T10:00:00Z' })).toBe(204);
    expect(await shown()).toEqual({ number, open: true, base: 'main' });
    expect(await say({ isOpen: true, base: 'release', at: '2026-11-01T11:00:00Z' })).toBe(204);
    expect(await say({ isOpen: true, base: 'late', at: '2026-11-01T10:30:00Z' })).toBe(204);
    expect(await shown()).toEqual({ number, open: true, base: 'release' });
    expect(await say({ isOpen: false, base: 'x', at: '2026-11-01T12:00:00Z' }, 'wrong')).toBe(401);
    expect(await say({ isOpen: false, base: 'release', at: '2026-11-01T12:00:00Z' })).toBe(204);
    expect(await shown()).toEqual({ number, open: false, base: 'release' });
  });

  test('nothing is told of a pull request that is closed, and how it stands when it is opened again', async () => {
    const client = await wire.client();
    const { url, secret } = await hookOf(client, await connect(client, toGithub(false)));
    const number = newNumber();
    const say = async (isOpen: boolean, minute: number) => {
      const at = new Date(Date.UTC(2026, 10, 1, 10, minute)).toISOString();
      const body = JSON.stringify(ofDouble({ number, isOpen, base: 'main', at }));
      const signature = { 'x-hub-signature-256': `sha256=${hmac(secret, body)}` };
      expect((await post(url, signature, body)).status).toBe(204);
    };
    const [sha1, sha, other] = [newSha(), newSha(), newSha()];
    await github.goDown();
    await client.start(sha1, sha, { link: link(number) });
    await say(false, 0);
    await client.cancel(sha1, sha, 'the build broke');
    const params = { account: client.tenant.accountId };
    const waiting = async () =>
      (await client.asPerson(operations.listDeliveries, { params, query: { state: 'waiting' } }))
        ?.deliveries;
    expect(await waiting()).toEqual([]);
    await github.comeBack();
    await client.start(sha1, other, { link: link(newNumber()) });
    await eventually('the other one is told', async () => {
      await wire.pass(60_000);
      return github.standing(other).Twinlens !== undefined;
    });
    expect(github.standing(sha)).toEqual({});
    await say(true, 1);
    await eventually(
      'it is told how it stands',
      async () => github.standing(sha).Twinlens?.state === 'failure',
    );
    expect(github.statuses.filter((status) => status.sha === sha)).toHaveLength(1);
  });

  test('what is not signed, not there, not JSON, too long or of another repository changes nothing', async () => {
    const client = await wire.client();
    const destination = await connect(client, toGithub(false));
    const { url, secret } = await hookOf(client, destination);
    const number = newNumber();
    const said = { number, isOpen: false, base: 'main', at: '2026-11-01T10:00:00Z' };
    const body = JSON.stringify(ofDouble(said));
    const signed = (text: string) => ({ 'x-hub-signature-256': `sha256=${hmac(secret, text)}` });
    const nobodys = url.replace(/\d+$/, '999999');
    const unsigned = await post(url, {}, body);
    const missing = await post(nobodys, signed(body), body);
    expect([unsigned.status, missing.status]).toEqual([401, 401]);
    expect(await unsigned.text()).toBe(await missing.text());
    expect((await post(url, signed('payload=x'), 'payload=x')).status).toBe(400);
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
    const long = JSON.stringify({ text: 'x'.repeat(6 * 1024 * 1024) });
    expect((await post(url, signed(long), long)).status).toBe(413);
    const ping = JSON.stringify({ zen: 'Keep it logically awesome.', hook_id: 1 });
    expect((await post(url, signed(ping), ping)).status).toBe(204);
    const foreign = body.replaceAll('/web-shop/', '/other/');
    expect((await post(url, signed(foreign), foreign)).status).toBe(204);
    const job = await client.start(newSha(), newSha(), {
      link: `https://github.com/ada/other/pull/${number}`,
    });
    expect((await client.wholeJob(job?.id)).pullRequest).toBeUndefined();
  });

  test('the head of a fork and the commit of a merge queue are told at the base repository', async () => {
    const client = await wire.client();
    await connect(client, toGithub(false));
    const [fork, queued] = [newSha(), newSha()];
    await client.start(newSha(), fork, { link: link(newNumber()) });
    await client.start(newSha(), queued, {
      link: `https://${github.repository}/commit/${queued}`,
    });
    for (const sha of [fork, queued]) {
      await eventually(`${sha} is told`, async () => github.standing(sha).Twinlens !== undefined);
    }
  });
});
