/** What forges say of pull requests, and where those are told. */
import { createHmac, randomBytes } from 'node:crypto';
import { type NewDestination, operations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { type GithubDouble, startGithubDouble } from '@twinlens/testing/forges';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from './test-client.ts';
import { useWire } from './wire.ts';
import { wordsOf } from './words-of.ts';

const newSha = () => randomBytes(20).toString('hex');
const [database] = databases;
if (database === undefined) throw new Error('there is no database to test on');
const wire = useWire(database);

let github: GithubDouble;
beforeAll(async () => {
  github = await startGithubDouble();
});
afterAll(() => github.close());

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

const toGithub = (): NewDestination => {
  const { api, repository, token: secret } = github;
  return { kind: 'github', settings: { api, repository }, secret };
};

const link = (number: number) => `https://${github.repository}/pull/${number}`;

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
    const { url, secret } = await hookOf(client, await connect(client, toGithub()));
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
    const destination = await connect(client, toGithub());
    const { url, secret } = await hookOf(client, destination);
    const number = newNumber();
    const said = { number, isOpen: false, base: 'main', at: '2026-11-01T10:00:00Z' };
    const body = JSON.stringify(ofDouble(said));
    const signed = (text: string) => ({ 'x-hub-signature-256': `sha256=${hmac(secret, text)}` });
    const nobodys = url.replace(/\d+$/, '999999');
    const unsigned = await post(url, {}, body);
    const missing = await post(nobodys, signed(body), body);
    expect([unsigned.status, missing.status]).toEqual([401, 401]);
    expect(await wordsOf(unsigned)).toBe(await wordsOf(missing));
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
    await connect(client, toGithub());
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
