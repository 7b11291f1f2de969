import { operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { defaultRules } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { newItem, type TestClient } from './test-client.ts';
import type { Shown, TestWorker } from './test-worker.ts';
import { useWire } from './wire.ts';

/** A finished report of a commit, of one capture. */
async function record(client: TestClient, worker: TestWorker, sha: string, shown: Shown[]) {
  await client.report(sha, await client.request(newItem()));
  await worker.finish(await worker.take(), shown);
}

const invalid = { code: 'invalid_request' };
const notFound = { code: 'not_found' };

describe.each(databases)('reports on $name', (database) => {
  const wire = useWire(database);

  test('are complete when the last of their captures is', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('a', await client.request(newItem('small'), newItem('large')));
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    await expect(client.snapshots('a')).rejects.toMatchObject(notFound);
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    const report = await client.snapshots('a');
    expect(report?.snapshots.map((snapshot) => snapshot.target).sort()).toEqual(['large', 'small']);
    expect(report?.snapshots[0]?.timings).toEqual({ renderMs: 1, waitMs: 2, screenshotMs: 3 });
  });

  test('are complete at once when their captures are done already, or there are none', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const ids = await client.request(newItem());
    await client.report('a', ids);
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    await client.report('b', ids);
    expect(await client.names('b')).toEqual(['Button default']);
    await client.report('empty', []);
    expect(await client.names('empty')).toEqual([]);
  });

  test('are the same when announced again, and refuse ids that are not the account’s', async () => {
    const client = await wire.client();
    const ids = await client.request(newItem());
    const first = await client.report('a', ids);
    expect(await client.report('a', ids)).toEqual(first);
    await expect(client.report('a', [...ids, 999_999_999])).rejects.toMatchObject(invalid);
    const stranger = await wire.client();
    await expect(stranger.report('a', ids)).rejects.toMatchObject(invalid);
  });

  test('without a nonce are replaced by a later one of the same commit', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('a', await client.request(newItem()));
    const overtaken = await worker.take();
    await client.report('a', await client.request(newItem()));
    await worker.finish(await worker.take(), [{ component: 'New' }]);
    await worker.finish(overtaken, [{ component: 'Old' }]);
    expect(await client.names('a')).toEqual(['New default']);
  });

  test('with a nonce collect captures until finalize, and late ones after', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const more = { nonce: 'build 1' };
    const finish = async (component: string) => worker.finish(await worker.take(), [{ component }]);
    const first = await client.report('a', await client.request(newItem()), more);
    expect(await client.report('a', await client.request(newItem()), more)).toEqual(first);
    await finish('One');
    await finish('Two');
    await expect(client.snapshots('a')).rejects.toMatchObject(notFound);

    const finalize = () =>
      client.call(operations.finalizeAsyncReport, {
        params: { sha: 'a' },
        body: { nonce: 'build 1', skip: [] },
      });
    expect(await finalize()).toEqual(first);
    expect(await finalize()).toEqual(first);
    expect(await client.names('a')).toEqual(['One default', 'Two default']);

    await client.report('a', await client.request(newItem()), more);
    await finish('Three');
    expect(await client.names('a')).toEqual(['One default', 'Three default', 'Two default']);
  });

  test('that are never finalized fail in the end, and let go what waited for them', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('base', [], { nonce: 'lost' });
    await record(client, worker, 'a', [{ component: 'Button' }]);
    await client.compare('base', 'a');
    expect((await client.comparison('base', 'a')).state).toBe('pending');
    await wire.pass(defaultRules.jobExpiryMs + 1);
    expect(await client.comparison('base', 'a')).toMatchObject({
      state: 'needs-review',
      counts: { added: 1 },
      baseline: { rule: 'none' },
    });
  });

  test('keep an example that comes twice, the later one under a number', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const ids = await client.request(newItem(), newItem());
    await client.report('a', ids.toReversed());
    const first = await worker.take();
    const second = await worker.take();
    const twice = (colour: string) => [
      { component: 'Button', colour },
      { component: 'Button', variant: 'default-3', colour },
    ];
    await worker.finish(second, twice('blue'));
    await worker.finish(first, [...twice('red'), { component: 'Button', colour: 'green' }]);
    expect(await client.names('a')).toEqual([
      'Button default',
      'Button default-2',
      'Button default-3',
      'Button default-3-2',
      'Button default-4',
    ]);
    const report = await client.snapshots('a');
    const earlier = report?.snapshots.find((snapshot) => snapshot.variant === 'default');
    expect(earlier?.snapRequestId).toBe(Math.min(...ids));
  });

  test('borrow from a finished report', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await record(client, worker, 'base', [
      { component: 'Button', variant: 'small' },
      { component: 'Button', variant: 'large' },
      { component: 'Card', variant: 'small' },
      { component: 'Card', variant: 'large' },
      { component: 'Menu' },
    ]);
    const borrowed = await client.extend('base', [
      { component: 'Button' },
      { component: 'Card', variant: 'large' },
      { component: 'Nothing' },
    ]);
    const rendered = await client.request(newItem());
    await client.report('a', [...rendered, borrowed]);
    await worker.finish(await worker.take(), [
      { component: 'Menu', colour: 'red' },
      { component: 'Button', variant: 'large', colour: 'red' },
    ]);
    expect(await client.names('a')).toEqual([
      'Button large',
      'Button small *',
      'Card large *',
      'Menu default',
    ]);
    await expect(client.extend('unknown', [])).rejects.toMatchObject(invalid);
  });

  test('borrow from a report on its way, when it is there', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('base', await client.request(newItem()));
    const base = await worker.take();
    await client.report('a', [await client.extend('base', [{ component: 'Button' }])]);
    await client.report('b', [await client.extend('a', [{ component: 'Button' }])]);
    await expect(client.snapshots('b')).rejects.toMatchObject(notFound);
    await worker.finish(base, [{ component: 'Button' }, { component: 'Card' }]);
    expect(await client.names('b')).toEqual(['Button default *']);
  });

  test('fail with the capture they need, and with the report they borrow from', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('base', await client.request(newItem()));
    const borrowing = await client.extend('base', [{ component: 'Button' }]);
    const job = await client.start('base', 'a');
    await client.report('a', [borrowing]);
    await client.compare('base', 'a');
    await worker.fail(await worker.take(), 'the page is broken', false);
    expect(await client.job(job?.id)).toEqual({
      state: 'failure',
      message: expect.stringContaining('the report of base, to borrow from, failed'),
    });
    expect((await client.comparison('base', 'a')).state).toBe('failure');

    await client.report('a', await client.request(newItem()));
    expect((await client.job(job?.id)).state).toBe('pending');
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    expect((await client.comparison('base', 'a')).state).toBe('needs-review');
  });
});

describe.each(databases)('baselines and comparisons on $name', (database) => {
  const wire = useWire(database);
  const button: Shown[] = [{ component: 'Button' }];

  test('find-baseline answers the first that has a report, and 404 when none has', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const find = (shas: string[], project?: string) =>
      client.call(operations.findBaseline, {
        params: { sha: 'head' },
        body: { shas, ...(project && { project }) },
      });
    await expect(find(['a', 'b'])).rejects.toMatchObject(notFound);
    await record(client, worker, 'old', button);
    await record(client, worker, 'head', button);
    expect(await find(['head', 'new', 'old'])).toEqual({ sha: 'old' });
    await client.report('new', await client.request(newItem()));
    expect(await find(['head', 'new', 'old'])).toEqual({ sha: 'new' });
    await worker.fail(await worker.take(), 'the page is broken', false);
    expect(await find(['head', 'new', 'old'])).toEqual({ sha: 'old' });
    await expect(find(['old'], 'unknown')).rejects.toMatchObject(notFound);
  });

  test('the first commit is preferred, then fallbacks in order, then nothing', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    for (const sha of ['old', 'older', 'head']) await record(client, worker, sha, button);
    const baselineOf = async (sha1: string, fallbackShas: string[]) => {
      await client.compare(sha1, 'head', { fallbackShas });
      return (await client.comparison(sha1, 'head')).baseline;
    };
    expect(await baselineOf('old', ['older'])).toMatchObject({ rule: 'same-sha', sha: 'old' });
    expect(await baselineOf('gone', ['', 'head', 'missing', 'old', 'older'])).toMatchObject({
      rule: 'fallback-sha',
      sha: 'old',
    });
    expect(await baselineOf('lost', [])).toMatchObject({ rule: 'none', sha: null });
    expect((await client.comparison('lost', 'head')).counts.added).toBe(1);
  });

  test('a baseline on its way is waited for, even before a fallback that is ready', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await record(client, worker, 'old', button);
    await client.report('base', await client.request(newItem()));
    const base = await worker.take();
    await record(client, worker, 'head', button);
    await client.compare('base', 'head', { fallbackShas: ['old'] });
    expect((await client.comparison('base', 'head')).state).toBe('pending');
    await worker.finish(base, [{ component: 'Button', colour: 'red' }]);
    expect(await client.comparison('base', 'head')).toMatchObject({
      state: 'needs-review',
      counts: { changed: 1 },
      baseline: { rule: 'same-sha' },
    });
  });

  test('tell changed, added, deleted and unchanged apart, whatever comes first', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const before = [
      { component: 'Changed', colour: 'red' },
      { component: 'Deleted', colour: 'red' },
      { component: 'Same', colour: 'red' },
    ];
    const after = [
      { component: 'Same', colour: 'red' },
      { component: 'Changed', colour: 'blue' },
      { component: 'Added', colour: 'red' },
    ];
    const first = await client.compare('base', 'head');
    expect(await client.compare('base', 'head')).toEqual(first);
    expect(first?.statusImageUrl).toMatch(/\/compare\/base\/head\/status\.svg$/);
    expect(first?.compareUrl).toMatch(/\/jobs\/\d+$/);
    await client.report('base', await client.request(newItem()));
    await client.report('head', await client.request(newItem()));
    const base = await worker.take();
    await worker.finish(await worker.take(), after);
    await worker.finish(base, before);
    expect(await client.comparison('base', 'head')).toMatchObject({
      state: 'needs-review',
      counts: { changed: 1, added: 1, deleted: 1, unchanged: 1, ignored: 0 },
    });
    expect(await client.compare('base', 'head')).toEqual(first);
  });

  test('without a difference succeed, and so does the job', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await record(client, worker, 'base', button);
    const job = await client.start('base', 'head');
    await record(client, worker, 'head', button);
    expect((await client.job(job?.id)).state).toBe('pending');
    const compared = await client.compare('base', 'head');
    expect((await client.comparison('base', 'head')).state).toBe('success');
    expect((await client.job(job?.id)).state).toBe('success');
    expect(compared?.compareUrl).toBe(job?.url);
  });

  test('carry over what the client or the page skipped, instead of showing it as deleted', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await record(client, worker, 'base', [
      { component: 'Button' },
      { component: 'Card', variant: 'small' },
      { component: 'Card', variant: 'large' },
      { component: 'Menu' },
      { component: 'Gone' },
    ]);
    await client.report('head', await client.request(newItem()), { nonce: 'n' });
    await client.call(operations.finalizeAsyncReport, {
      params: { sha: 'head' },
      body: { nonce: 'n', skip: [{ component: 'Card' }] },
    });
    const skipped = [
      { component: 'Menu', variant: 'default' },
      { component: 'Button', variant: 'default' },
    ];
    await worker.finish(await worker.take(), [{ component: 'Button', colour: 'red' }], { skipped });
    await client.compare('base', 'head');
    expect((await client.comparison('base', 'head')).counts).toMatchObject({
      changed: 1,
      added: 0,
      deleted: 1,
      unchanged: 3,
    });
    expect(await client.names('head')).toEqual([
      'Button default',
      'Card large *',
      'Card small *',
      'Menu default *',
    ]);
    const report = await client.snapshots('head');
    expect(report?.carriedOver).toBe(3);
  });

  test('are made again when the later commit gets a new report', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await record(client, worker, 'base', button);
    await record(client, worker, 'head', [{ component: 'Button', colour: 'red' }]);
    await client.compare('base', 'head');
    expect((await client.comparison('base', 'head')).state).toBe('needs-review');
    await record(client, worker, 'head', button);
    expect((await client.comparison('base', 'head')).state).toBe('success');
  });

  test('ignore pairs reported as flaky, which clients can list', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const red = [{ component: 'Button', colour: 'red' }];
    await record(client, worker, 'base', button);
    await record(client, worker, 'head', red);
    const compared = await client.compare('base', 'head');
    await client.reportFlake(compared?.id);
    await record(client, worker, 'later', red);
    await client.compare('base', 'later');
    expect(await client.comparison('base', 'later')).toMatchObject({
      state: 'success',
      counts: { changed: 0, ignored: 1 },
    });
    const list = (query: { component?: string; sha?: string }) =>
      client.call(operations.listFlakes, { query });
    expect(await list({ sha: 'head' })).toMatchObject([
      {
        project: 'default',
        component: 'Button',
        target: 'chrome',
        snapshots: [{ width: 3, height: 2 }, { width: 3 }],
        comparison: { sha1: 'base', sha2: 'head', diffs: 1, added: 0, project: 'default' },
      },
    ]);
    expect(await list({ component: 'Card' })).toEqual([]);
    expect(await list({ sha: 'later' })).toEqual([]);
  });

  test('are refused where they cannot be meant', async () => {
    const client = await wire.client();
    await expect(client.compare('a', 'a')).rejects.toMatchObject(invalid);
    for (const isAsync of [undefined, false, '']) {
      const answer = client.call(operations.compareReports, {
        params: { sha1: 'a', sha2: 'b' },
        body: isAsync === undefined ? {} : { isAsync },
      });
      await expect(answer).rejects.toMatchObject(notFound);
    }
  });
});
