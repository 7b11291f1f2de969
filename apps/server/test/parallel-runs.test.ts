/** Runs in several parts that collect one report under a nonce, and what goes wrong with them. */
import { databases } from '@twinlens/testing/databases';
import { defaultRules } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { newItem, type TestClient } from './test-client.ts';
import { useWire } from './wire.ts';

const nonce = 'build 1';

describe.each(databases)('parallel runs on $name', (database) => {
  const wire = useWire(database);
  /** What one part of a run sends, with nothing captured yet. */
  const post = async (client: TestClient, sha = 'a') => {
    const ids = await client.request(newItem());
    await client.report(sha, ids, { nonce });
    return ids;
  };

  test('have the link and message that any of their calls brought', async () => {
    const client = await wire.client();
    const ids = await post(client);
    await post(client);
    const link = 'https://example.org/1';
    await client.report('a', ids, { nonce, link, message: 'A change' });
    await client.report('a', ids, { nonce, link: '', message: '' });
    await client.finalize('a', nonce);
    await wire.finish({ component: 'One' });
    await wire.finish({ component: 'Two' });
    expect(await client.snapshots('a')).toMatchObject({ total: 2, link, message: 'A change' });
    await client.report('a', ids, { nonce, message: 'A better word' });
    expect(await client.snapshots('a')).toMatchObject({ link, message: 'A better word' });
  });

  test('can be finalized before their captures are done', async () => {
    const client = await wire.client();
    await post(client);
    const report = await client.finalize('a', nonce, { skip: [] });
    expect((await client.asyncReport(report?.id))?.state).toBe('pending');
    await wire.finish({ component: 'One' });
    expect(await client.names('a')).toEqual(['One default']);
  });

  test('finalized before anything was posted are empty, until something comes', async () => {
    const client = await wire.client();
    await wire.record(client, 'base', [{ component: 'One' }]);
    const job = await client.start('base', 'a');
    const first = await client.finalize('a', nonce, { skip: [] });
    await client.compare('base', 'a');
    expect((await client.comparison('base', 'a')).counts).toMatchObject({ deleted: 1 });
    await post(client);
    expect((await client.comparison('base', 'a')).state).toBe('pending');
    expect((await client.job(job?.id)).state).toBe('pending');
    await wire.finish({ component: 'One' });
    expect((await client.comparison('base', 'a')).state).toBe('success');
    expect((await client.job(job?.id)).state).toBe('success');
    expect(await client.finalize('a', nonce)).toEqual(first);
  });

  test('keep a decision over a late batch only if it shows the same differences', async () => {
    const client = await wire.client();
    await wire.record(client, 'base', [{ component: 'One' }, { component: 'Two' }]);
    const batch = [{ component: 'One', colour: 'red' }, { component: 'Two' }];
    await post(client);
    await client.finalize('a', nonce);
    await wire.finish(...batch);
    const compared = await client.compare('base', 'a');
    await client.decide(compared?.id, 'accepted');

    await post(client);
    expect(await client.comparison('base', 'a')).toMatchObject({ state: 'pending', review: null });
    await expect(client.decide(compared?.id, 'rejected')).rejects.toMatchObject({
      code: 'conflict',
    });
    await wire.finish();
    expect(await client.comparison('base', 'a')).toMatchObject({
      state: 'success',
      review: { decision: 'accepted' },
    });

    await post(client);
    await wire.finish({ component: 'Three' });
    expect(await client.comparison('base', 'a')).toMatchObject({
      state: 'needs-review',
      review: null,
      counts: { changed: 1, added: 1, unchanged: 1 },
    });
  });

  test('recover when what failed is captured after all in another attempt', async () => {
    const client = await wire.client();
    const job = await client.start('base', 'a');
    const good = newItem();
    const flaky = newItem();
    await client.report('a', await client.request(good), { nonce });
    const report = await client.report('a', await client.request(flaky), { nonce });
    await client.finalize('a', nonce, { skip: [] });
    await client.compare('base', 'a');
    await wire.finish({ component: 'Good' });
    await wire.worker().fail(await wire.worker().take(), 'the page is broken', false);
    expect((await client.job(job?.id)).state).toBe('failure');
    expect((await client.comparison('base', 'a')).error).toContain('the page is broken');

    // What failed does not come back with another part of the run.
    await post(client);
    expect((await client.comparison('base', 'a')).error).toContain('the page is broken');
    await wire.finish({ component: 'Late' });
    expect((await client.asyncReport(report?.id))?.state).toBe('failed');

    await client.start('base', 'a');
    await client.report('a', await client.request(flaky), { nonce });
    expect((await client.job(job?.id)).state).toBe('pending');
    expect((await client.comparison('base', 'a')).error).toBeNull();
    await client.finalize('a', nonce, { skip: [] });
    await client.compare('base', 'a');
    await wire.finish({ component: 'Flaky' });
    expect(await client.names('a')).toEqual(['Flaky default', 'Good default', 'Late default']);
    expect((await client.comparison('base', 'a')).counts).toMatchObject({ added: 3 });
    expect((await client.job(job?.id)).state).toBe('needs-review');
  });

  test('fail again when the other attempt does, and let nobody decide on what was', async () => {
    const client = await wire.client();
    await post(client);
    await client.finalize('a', nonce);
    await wire.finish({ component: 'One' });
    const compared = await client.compare('base', 'a');
    await client.decide(compared?.id, 'accepted');
    await post(client);
    await wire.worker().fail(await wire.worker().take(), 'the page is broken', false);
    expect(await client.comparison('base', 'a')).toMatchObject({
      state: 'failure',
      error: expect.stringContaining('the page is broken'),
      review: null,
    });
    await expect(client.decide(compared?.id, 'accepted')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('finalized after their time was over complete nevertheless', async () => {
    const client = await wire.client();
    const report = await client.report('a', [], { nonce });
    await post(client);
    await wire.finish({ component: 'One' });
    await wire.pass(defaultRules.jobExpiryMs + 1);
    expect((await client.asyncReport(report?.id))?.error).toContain('never finalized');
    await post(client);
    await wire.pass(1);
    expect((await client.asyncReport(report?.id))?.state).toBe('open');
    await wire.finish({ component: 'Two' });
    await client.finalize('a', nonce);
    expect(await client.names('a')).toEqual(['One default', 'Two default']);
  });

  test('of two attempts, each with its nonce, the later one counts', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const early = await client.report('a', await client.request(newItem()), { nonce: 'one' });
    const first = await worker.take();
    const later = await client.report('a', await client.request(newItem()), { nonce: 'two' });
    expect(later).not.toEqual(early);
    const second = await worker.take();
    expect(await client.report('a', await client.request(newItem()), { nonce: 'one' })).toEqual(
      early,
    );
    expect(await client.finalize('a', 'one')).toEqual(early);
    await worker.finish(first, [{ component: 'Early' }]);
    await wire.finish({ component: 'Early too' });
    await worker.finish(second, [{ component: 'Late' }]);
    await expect(client.snapshots('a')).rejects.toMatchObject({ code: 'not_found' });
    await client.finalize('a', 'two');
    expect(await client.names('a')).toEqual(['Late default']);
  });

  test('an attempt that is overtaken after it was complete does not come back', async () => {
    const client = await wire.client();
    await post(client);
    await client.finalize('a', nonce);
    await wire.finish({ component: 'Early' });
    await client.report('a', await client.request(newItem()), { nonce: 'two' });
    await client.finalize('a', 'two');
    await wire.finish({ component: 'Late' });
    await post(client);
    await client.report('a', [], { nonce, message: 'An early word' });
    await client.finalize('a', nonce, { skip: [{ component: 'Late' }] });
    await wire.finish({ component: 'Much too late' });
    expect(await client.names('a')).toEqual(['Late default']);
    expect((await client.snapshots('a'))?.message).toBeNull();
  });
});
