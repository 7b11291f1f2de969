import { operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { uploadImage } from './image-upload.ts';
import { picture } from './picture.ts';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

/** A report with one snapshot for each component, of this colour. */
async function make(client: TestClient, sha: string, colours: Record<string, string>) {
  const snaps = [];
  for (const [component, colour] of Object.entries(colours)) {
    const url = await uploadImage(client, picture(colour).bytes);
    snaps.push({ component, variant: 'default', target: 'chrome', url });
  }
  await client.call(operations.createReport, { params: { sha }, body: { snaps } });
}

async function compare(client: TestClient, sha1: string, sha2: string, body = {}) {
  const params = { sha1, sha2 };
  const answer = await client.call(operations.compareReports, { params, body });
  if (answer === undefined || 'id' in answer) throw new Error('it was not made within the call');
  return answer;
}

describe.each(databases)('comparisons within the call on $name', (database) => {
  const wire = useWire(database);

  test('answer every snapshot of both reports', async () => {
    const client = await wire.client();
    await make(client, 'a', { Button: 'red', Gone: 'red', Same: 'red' });
    await make(client, 'b', { Button: 'blue', New: 'red', Same: 'red' });
    const answer = await compare(client, 'a', 'b');
    expect(answer).toMatchObject({
      diffs: [[{ component: 'Button' }, { component: 'Button' }]],
      ignoredDiffs: [],
      added: [{ component: 'New' }],
      deleted: [{ component: 'Gone' }],
      unchanged: [{ component: 'Same', width: 3, height: 2, target: 'chrome' }],
      hash: expect.stringMatching(/^[0-9a-f]{32}$/),
      summary: expect.stringContaining('1 changed, 1 added, 1 deleted, 1 unchanged, 0 ignored'),
      equal: false,
      status: 'failure',
    });
    const [before, after] = answer.diffs[0] ?? [];
    expect(before?.url).toBe(await uploadImage(client, picture('red').bytes));
    expect(after?.url).toBe(await uploadImage(client, picture('blue').bytes));
    expect(answer.summary).toContain(answer.compareUrl);
    expect(await compare(client, 'a', 'b')).toEqual(answer);
  });

  test('follow what was accepted or reported as flaky', async () => {
    const client = await wire.client();
    await make(client, 'a', { Button: 'red' });
    await make(client, 'b', { Button: 'blue' });
    await compare(client, 'a', 'b');
    const { id } = await client.comparison('a', 'b');
    await client.decide(id, 'accepted');
    expect(await compare(client, 'a', 'b')).toMatchObject({ equal: false, status: 'success' });
    await client.reportFlake(id);
    expect(await compare(client, 'a', 'b')).toMatchObject({
      diffs: [],
      ignoredDiffs: [[{ component: 'Button' }, { component: 'Button' }]],
      equal: true,
      status: 'success',
    });
  });

  test('leave out what the client ignores by its own threshold, there and in every other', async () => {
    const client = await wire.client();
    await make(client, 'a', { Button: 'red', Card: 'red' });
    await make(client, 'b', { Button: 'blue', Card: 'blue' });
    await make(client, 'c', { Button: 'blue', Card: 'blue' });
    const [pair = []] = (await compare(client, 'a', 'b', { skipStatusPost: true })).diffs;
    await compare(client, 'a', 'c');
    const [snapshot1Id = '', snapshot2Id = ''] = pair.map(({ id }) => id);
    const body = { snapshot1Id, snapshot2Id };
    const ignore = (by: TestClient, body: { snapshot1Id: string; snapshot2Id: string }) =>
      by.call(operations.ignoreDiff, { body });
    for (let time = 0; time < 2; time += 1) expect(await ignore(client, body)).toEqual(body);
    for (const sha of ['b', 'c']) {
      expect((await client.comparison('a', sha)).counts).toMatchObject({ changed: 1, ignored: 1 });
      expect(await compare(client, 'a', sha)).toMatchObject({
        diffs: [[{ component: 'Card' }, { component: 'Card' }]],
        ignoredDiffs: [[{ component: 'Button' }, { component: 'Button' }]],
      });
    }
    const found =
      (await client.call(operations.listFlakes, { query: { project: 'default' } })) ?? [];
    expect(found).toMatchObject([{ component: 'Button', comparison: { sha1: 'a', sha2: 'c' } }]);

    const ledger = await wire
      .installation()
      .server.ctx.db.selectFrom('decision')
      .select('by_user')
      .where('project_id', '=', client.tenant.projectId)
      .execute();
    expect(ledger).toEqual([{ by_user: client.tenant.apiKey }]);

    const notFound = { code: 'not_found' };
    const turned = { snapshot1Id: snapshot2Id, snapshot2Id: snapshot1Id };
    await expect(ignore(client, turned)).rejects.toMatchObject(notFound);
    await expect(ignore(await wire.client(), body)).rejects.toMatchObject(notFound);
    const forged = { ...body, snapshot2Id: `${snapshot2Id.slice(0, 8)}${'0'.repeat(16)}` };
    await expect(ignore(client, forged)).rejects.toMatchObject(notFound);

    const [rest = []] = (await compare(client, 'a', 'b', { skipStatusPost: true })).diffs;
    const [before = '', after = ''] = rest.map(({ id }) => id);
    await ignore(client, { snapshot1Id: before, snapshot2Id: after });
    // Already, before anybody compares again.
    const { state, jobId } = await client.comparison('a', 'b');
    expect([state, (await client.job(jobId ?? 0)).state]).toEqual(['success', 'success']);
    const last = await compare(client, 'a', 'b');
    expect(last).toMatchObject({ diffs: [], ignoredDiffs: [{}, {}], equal: true });
  });

  test('without an earlier report find everything new, until there is one', async () => {
    const client = await wire.client();
    await make(client, 'b', { Button: 'red' });
    expect(await compare(client, 'a', 'b')).toMatchObject({ added: [{}], equal: false });
    await make(client, 'a', { Button: 'red' });
    expect(await compare(client, 'a', 'b')).toMatchObject({ added: [], equal: true });
  });

  test('are refused without a later report, and while one is being made', async () => {
    const client = await wire.client();
    await expect(compare(client, 'a', 'b')).rejects.toMatchObject({ code: 'not_found' });
    await client.report('b', await client.request(newItem()));
    await expect(compare(client, 'a', 'b')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('isAsync'),
    });
    await expect(client.comparison('a', 'b')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('keep the threshold that was asked for last', async () => {
    const client = await wire.client();
    await make(client, 'a', { Button: 'red' });
    await make(client, 'b', { Button: 'blue' });
    const asked = async (body: object) => {
      await compare(client, 'a', 'b', body);
      return (await client.comparison('a', 'b')).deepCompare;
    };
    expect(await asked({})).toBeNull();
    const first = { compareThreshold: 0.1, applyBlur: true };
    const kept = { ...first, diffAlgorithm: 'color-delta' };
    expect(await asked({ deepCompare: first })).toEqual(kept);
    expect(await asked({})).toEqual(kept);
    const second = { compareThreshold: 0, diffAlgorithm: 'ssim' };
    expect(await asked({ deepCompare: second })).toEqual(second);
  });
});
