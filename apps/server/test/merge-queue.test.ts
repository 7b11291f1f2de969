/** The temporary commits of a merge queue: a check that is required of them comes, and is right. */
import { createHmac, randomBytes } from 'node:crypto';
import { operations } from '@twinlens/contract';
import { eventually } from '@twinlens/testing';
import { databases } from '@twinlens/testing/databases';
import { type GithubDouble, startGithubDouble } from '@twinlens/testing/forges';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const pullRequest = (number: number) => `https://${github.repository}/pull/${number}`;

interface Queue {
  /** As GitHub says it of its queue. */
  says(action: 'checks_requested' | 'destroyed', number: number, sha: string): Promise<void>;
}

async function connect(client: TestClient, mergeQueue?: 'pull-request'): Promise<Queue> {
  const account = client.tenant.accountId;
  const { api, repository, token: secret } = github;
  const added = await client.asPerson(operations.addDestination, {
    params: { account },
    body: {
      kind: 'github',
      settings: { api, repository, ...(mergeQueue && { mergeQueue }) },
      secret,
    },
  });
  const params = { account, destination: added?.destination.id ?? 0 };
  const answer = await client.asPerson(operations.getHook, { params });
  return {
    async says(action, number, sha) {
      const body = JSON.stringify({
        action,
        merge_group: {
          head_sha: sha,
          head_ref: `refs/heads/gh-readonly-queue/main/pr-${number}-${newSha()}`,
          base_sha: newSha(),
          base_ref: 'refs/heads/main',
        },
        repository: { html_url: `https://${github.repository}` },
      });
      const hmac = createHmac('sha256', answer?.hook?.secret ?? '')
        .update(body)
        .digest('hex');
      const answered = await fetch(answer?.hook?.url ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${hmac}` },
        body,
      });
      expect(answered.status).toBe(204);
    },
  };
}

const stands = (sha: string, state: string) =>
  eventually(`${sha} is ${state}, and not ${JSON.stringify(github.standing(sha))}`, async () => {
    const found = github.standing(sha).Twinlens;
    return found?.state === state ? found.description : null;
  });

test('follow the pull request they are made of, until a build of theirs speaks', async () => {
  const client = await wire.client();
  const queue = await connect(client, 'pull-request');
  const [sha1, sha, queued, built] = [newSha(), newSha(), newSha(), newSha()];
  await client.start(sha1, sha, { link: pullRequest(7) });
  await queue.says('checks_requested', 7, queued);
  await stands(queued, 'pending');
  await queue.says('checks_requested', 7, built);
  await stands(built, 'pending');
  await client.start(sha1, built, { link: `https://${github.repository}/commit/${built}` });
  await client.cancel(sha1, built, 'the build broke');
  await stands(built, 'failure');
  await client.cancel(sha1, sha, 'nothing', { status: 'success' });
  expect(await stands(queued, 'success')).toMatch(/^As its pull request: /);
  expect(await stands(built, 'failure')).toBe('the build broke');
});

test('are told at once where the pull request has its verdict, and not once they have left', async () => {
  const client = await wire.client();
  const queue = await connect(client, 'pull-request');
  const [sha1, older, newer] = [newSha(), newSha(), newSha()];
  const [first, second, other] = [newSha(), newSha(), newSha()];
  await client.start(sha1, older, { link: pullRequest(8) });
  await client.cancel(sha1, older, 'nothing', { status: 'success' });
  await queue.says('checks_requested', 8, first);
  await stands(first, 'success');
  await queue.says('destroyed', 8, first);
  await client.start(sha1, newer, { link: pullRequest(8) });
  await queue.says('checks_requested', 8, second);
  await stands(second, 'pending');
  await client.cancel(sha1, newer, 'the build broke');
  await stands(second, 'failure');
  // Nobody has run anything for this one: there is nothing to say.
  await queue.says('checks_requested', 9, other);
  expect(github.standing(other)).toEqual({});
  expect(github.statuses.filter((status) => status.sha === first)).toHaveLength(1);
});

test('are left to builds of theirs where nothing else is wanted', async () => {
  const client = await wire.client();
  const queue = await connect(client);
  const [sha1, sha, queued] = [newSha(), newSha(), newSha()];
  await client.start(sha1, sha, { link: pullRequest(10) });
  await queue.says('checks_requested', 10, queued);
  await client.cancel(sha1, sha, 'nothing', { status: 'success' });
  await stands(sha, 'success');
  expect(github.standing(queued)).toEqual({});
  await client.start(sha1, queued, { link: `https://${github.repository}/commit/${queued}` });
  await stands(queued, 'pending');
});
