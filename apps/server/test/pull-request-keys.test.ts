/** Keys that runs of pull requests are given by the address alone, and what they may not do. */
import { type OperationShape, operations, pathOf } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { signImage, uploadImage } from './image-upload.ts';
import { picture } from './picture.ts';
import { newItem, TestClient } from './test-client.ts';
import { useWire } from './wire.ts';
import { wordsOf } from './words-of.ts';

const hourMs = 60 * 60 * 1000;

describe.each(databases)('keys of pull requests on $name', (database) => {
  const wire = useWire(database);
  let repositories = 0;

  /** Answers the repository's address. */
  async function connect(
    client: TestClient,
    host = 'git.example.org',
    { workflows = false, pullRequests = true } = {},
  ): Promise<string> {
    repositories += 1;
    const address = `https://${host}/Owner/repository-${repositories}`;
    await client.asPerson(operations.connectRepository, {
      params: { account: client.tenant.accountId },
      body: { repository: address, workflows, pullRequests },
    });
    return address;
  }

  const ask = (prUrl: string) =>
    fetch(`${wire.installation().server.url}/api/pull-request-token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prUrl }),
    });

  async function secretFor(prUrl: string): Promise<string> {
    const answer = await ask(prUrl);
    expect([prUrl, answer.status]).toEqual([prUrl, 200]);
    return ((await answer.json()) as { secret: string }).secret;
  }

  /** A client with the pull request's key in place of the account's. */
  async function clientOf(owner: TestClient, prUrl: string): Promise<TestClient> {
    const basic = Buffer.from(`${prUrl}:${await secretFor(prUrl)}`).toString('base64');
    return new TestClient(owner.origin, {
      ...owner.tenant,
      apiKey: prUrl,
      client: { authorization: `Basic ${basic}` },
    });
  }

  const refused = (message: RegExp) => ({
    code: 'forbidden',
    message: expect.stringMatching(message),
  });

  test('a run goes through, and its shards have the same key', async () => {
    const owner = await wire.client();
    const prUrl = `${await connect(owner)}/pull/12`;
    const secrets = await Promise.all(Array.from({ length: 6 }, () => secretFor(prUrl)));
    expect(new Set(secrets).size).toBe(1);

    const run = await clientOf(owner, prUrl);
    const worker = wire.worker();
    const [main = 0] = await owner.request(newItem());
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    await owner.report('main', [main]);
    await run.start('main', 'change');
    const [changed = 0] = await run.request(newItem());
    await worker.finish(await worker.take(), [{ component: 'Field' }]);
    await run.report('change', [changed]);
    await run.compare('main', 'change');
    expect((await owner.comparison('main', 'change')).counts).toMatchObject({ added: 1 });
    // The same again, from a run that was started once more.
    await run.start('main', 'change');
    await run.report('change', await run.request(newItem()));
    await run.compare('main', 'change');

    // What it leaves out is carried over from the baseline, and the report stays its own.
    for (const _time of ['once', 'again']) {
      await run.call(operations.finalizeAsyncReport, {
        params: { sha: 'partial' },
        body: { nonce: 'n', skip: [{ component: 'Button' }] },
      });
      await run.compare('main', 'partial');
      expect((await owner.comparison('main', 'partial')).counts).toMatchObject({ unchanged: 1 });
    }
  });

  test('is refused with the same words whatever the reason', async () => {
    const owner = await wire.client();
    const connected = await connect(owner);
    const off = await connect(owner, 'git.example.org', { workflows: true, pullRequests: false });
    const answers = await Promise.all(
      [
        `${off}/pull/1`,
        'https://git.example.org/nobody/nothing/pull/1',
        `${connected}/commit/abc`,
        `${connected}/pull/0`,
        `${connected}/pull/01`,
        `${connected}/pull/1?again`,
        `${connected}/pull/1#top`,
        `${connected}/pull/1/`,
        `${connected}/./pull/1`,
        connected.replace('https://', 'https://somebody@').concat('/pull/1'),
        connected.replace('https://git', 'HTTPS://GIT').concat('/pull/1'),
        'nonsense',
      ].map(async (prUrl) => {
        const answer = await ask(prUrl);
        return `${answer.status} ${await wordsOf(answer)}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*an administrator has connected/);
  });

  test.each([
    ['GitHub', 'https://github.example/o/r', '/pull/7'],
    ['Gitea', 'https://gitea.example:3000/o/r', '/pulls/7'],
    ['GitLab', 'https://gitlab.example/group/part/of/r', '/-/merge_requests/7'],
    ['older GitLab', 'https://old-gitlab.example/group/r', '/merge_requests/7'],
    ['Bitbucket', 'https://bitbucket.example/space/r', '/pull-requests/7'],
    ['own Bitbucket', 'http://bb.example/projects/KEY/repos/r', '/pull-requests/7'],
    ['Azure', 'https://dev.azure.example/org/my%20project/_git/r', '/pullrequest/7'],
  ])('the addresses of %s are understood', async (forge, repository, path) => {
    const owner = await wire.client();
    await owner.asPerson(operations.connectRepository, {
      params: { account: owner.tenant.accountId },
      body: {
        repository: `${repository}.git`,
        workflows: false,
        pullRequests: true,
      },
    });
    expect(await secretFor(repository + path)).toMatch(/^[0-9a-f]{64}$/);
    expect((await ask(`${repository}s${path}`)).status, forge).toBe(404);
  });

  test('opens only what a run calls', async () => {
    const owner = await wire.client();
    const run = await clientOf(owner, `${await connect(owner)}/pull/1`);
    const params = { sha: 'a', sha1: 'a', sha2: 'b', hash: '0'.repeat(32), id: 1 };
    const readable = (Object.values(operations) as OperationShape[]).filter(
      ({ access, method }) => access === 'client' && method === 'GET',
    );
    const statusOfOpen = new Map<string, number>([
      [operations.signPackageUpload.id, 200],
      [operations.getPackageData.id, 404],
      [operations.signImageUpload.id, 200],
    ]);
    for (const operation of readable) {
      const answer = await fetch(`${run.origin}${pathOf(operation, params)}?project=default`, {
        headers: run.tenant.client,
      });
      const open = statusOfOpen.get(operation.id);
      if (open !== undefined) {
        expect([operation.id, answer.status]).toEqual([operation.id, open]);
        continue;
      }
      expect([operation.id, answer.status]).toEqual([operation.id, 403]);
      expect(await answer.text()).toContain('only for what its run sends');
    }
    const body = { snapshot1Id: '0'.repeat(24), snapshot2Id: '1'.repeat(24) };
    await expect(run.call(operations.ignoreDiff, { body })).rejects.toMatchObject(
      refused(/only for what its run sends/),
    );
    await expect(
      run.call(operations.compareReports, { params: { sha1: 'a', sha2: 'b' }, body: {} }),
    ).rejects.toMatchObject(refused(/gets no pictures back/));
  });

  test('makes no projects', async () => {
    const owner = await wire.client();
    const run = await clientOf(owner, `${await connect(owner)}/pull/1`);
    await expect(run.start('a', 'b', { project: 'made up' })).rejects.toMatchObject(
      refused(/"made up".*makes no projects/),
    );
    await owner.start('a', 'b', { project: 'made up' });
    await run.start('a', 'c', { project: 'made up' });
  });

  test('replaces nothing that somebody else made', async () => {
    const owner = await wire.client();
    const repository = await connect(owner);
    const run = await clientOf(owner, `${repository}/pull/1`);
    const another = await clientOf(owner, `${repository}/pull/2`);
    const worker = wire.worker();
    const [main = 0, other = 0] = await owner.request(newItem(), newItem());
    const finalize = (client: TestClient, sha: string) =>
      client.call(operations.finalizeAsyncReport, { params: { sha }, body: { nonce: 'n' } });

    await owner.start('before', 'main');
    await owner.report('main', [main]);
    // Not while it is being made, and not once it is done.
    for (const state of ['on its way', 'done']) {
      if (state === 'done') await worker.finish(await worker.take(), [{ component: 'Button' }]);
      for (const client of [run, another]) {
        const refusal = refused(/report of main was made with another key/);
        await expect(client.report('main', [other])).rejects.toMatchObject(refusal);
        await expect(finalize(client, 'main')).rejects.toMatchObject(refusal);
        await expect(client.compare('x', 'main')).rejects.toMatchObject(refusal);
        const ofJob = refused(/job of these commits was made with another key/);
        await expect(client.start('before', 'main')).rejects.toMatchObject(ofJob);
        await expect(client.cancel('before', 'main', 'no')).rejects.toMatchObject(ofJob);
      }
    }

    await run.start('main', 'change');
    await run.report('change', [other]);
    await expect(another.report('change', [main])).rejects.toMatchObject(refused(/another key/));
    await expect(another.start('main', 'change')).rejects.toMatchObject(refused(/another key/));

    // A key of the account takes over, and what it took over stays its own.
    await owner.report('change', [other]);
    await owner.start('main', 'change');
    await expect(run.report('change', [main])).rejects.toMatchObject(refused(/another key/));
    await expect(run.start('main', 'change')).rejects.toMatchObject(refused(/another key/));
  });

  test('what it made is a baseline and a part of nothing else', async () => {
    const owner = await wire.client();
    const repository = await connect(owner);
    const run = await clientOf(owner, `${repository}/pull/1`);
    const worker = wire.worker();
    const base = await run.request(newItem());
    await worker.finish(await worker.take(), [{ component: 'Planted' }]);
    await run.report('base', base);
    const isBaseline = (client: TestClient) =>
      client.call(operations.findBaseline, { params: { sha: 'x' }, body: { shas: ['base'] } });
    expect(await isBaseline(run)).toEqual({ sha: 'base' });
    await expect(isBaseline(owner)).rejects.toMatchObject({ code: 'not_found' });
    await expect(owner.extend('base', [])).rejects.toMatchObject({ code: 'invalid_request' });

    await owner.finalize('newest', 'n');
    await owner.compare('__LATEST__', 'newest');
    expect((await owner.comparison('__LATEST__', 'newest')).counts).toMatchObject({ deleted: 0 });

    // Not by a comparison that was asked for before the report it is with, either.
    await run.compare('base', 'next');
    await owner.call(operations.finalizeAsyncReport, {
      params: { sha: 'next' },
      body: { nonce: 'n', skip: [{ component: 'Planted' }] },
    });
    expect((await owner.snapshots('next'))?.total).toBe(0);
    expect((await owner.comparison('base', 'next')).state).toBe('pending');
    await owner.compare('base', 'next');
    expect(await owner.comparison('base', 'next')).toMatchObject({
      state: 'success',
      counts: { added: 0, deleted: 0, unchanged: 0 },
    });
  });

  test('names that it gives to what it sends stand for nothing in other runs', async () => {
    const owner = await wire.client();
    const run = await clientOf(owner, `${await connect(owner)}/pull/1`);
    const item = newItem();
    const planted = { ...newItem(), payloadHash: item.payloadHash };
    const [first] = await run.request(planted);
    expect(await run.request(planted)).toEqual([first]);
    expect(await owner.request(item)).not.toEqual([first]);

    const { bytes, hash } = picture('planted');
    const url = await uploadImage(run, bytes, hash);
    expect(await signImage(run, hash)).toMatchObject({ url });
    expect(await signImage(owner, hash)).toMatchObject({ url: null });
  });

  test('ends by itself, with a sentence, and at once when it is switched off', async () => {
    const owner = await wire.client();
    const repository = await connect(owner);
    const prUrl = `${repository}/pull/1`;
    const run = await clientOf(owner, prUrl);
    const listed = async () => {
      const params = { account: owner.tenant.accountId };
      const answer = await owner.asPerson(operations.listApiKeys, { params });
      return answer?.apiKeys.filter(({ kind }) => kind === 'pull-request');
    };
    expect(await listed()).toMatchObject([{ key: prUrl, project: null }]);

    // Asking again lets it live on.
    await wire.pass(hourMs);
    const secret = await secretFor(prUrl);
    await wire.pass(1.5 * hourMs);
    await run.start('a', 'b');
    await wire.pass(hourMs);
    await expect(run.start('a', 'b')).rejects.toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining('expired at'),
    });
    expect(await listed()).toEqual([]);

    expect(await secretFor(prUrl)).not.toBe(secret);
    const next = await clientOf(owner, prUrl);
    await next.start('a', 'b');
    const params = { account: owner.tenant.accountId };
    const connections = await owner.asPerson(operations.listRepositories, { params });
    await owner.asPerson(operations.changeRepository, {
      params: { ...params, repository: connections?.repositories[0]?.id ?? 0 },
      body: { workflows: true, pullRequests: false },
    });
    await expect(next.start('a', 'b')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await ask(prUrl)).status).toBe(404);
  });

  test('stays revoked for as long as it would have lived', async () => {
    const owner = await wire.client();
    const prUrl = `${await connect(owner)}/pull/1`;
    const run = await clientOf(owner, prUrl);
    const params = { account: owner.tenant.accountId, key: prUrl };
    await owner.asPerson(operations.revokeApiKey, { params });
    await expect(run.start('a', 'b')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await ask(prUrl)).status).toBe(404);
    await wire.pass(2 * hourMs);
    await (await clientOf(owner, prUrl)).start('a', 'b');
  });

  test('is not asked for without end', async () => {
    const owner = await wire.client();
    const prUrl = `${await connect(owner)}/pull/99`;
    const statuses = new Set<number>();
    for (let asked = 0; asked < 210; asked += 30) {
      const answers = await Promise.all(Array.from({ length: 30 }, () => ask(prUrl)));
      for (const { status, headers } of answers) {
        statuses.add(status);
        if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      }
    }
    expect([...statuses].sort()).toEqual([200, 429]);
    // Another pull request from the same place is served.
    expect((await ask(prUrl.replace('/99', '/100'))).status).toBe(200);
  });
});
