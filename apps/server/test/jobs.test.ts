import { databases } from '@twinlens/testing/databases';
import { defaultRules } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { newItem } from './test-client.ts';
import { useWire } from './wire.ts';

describe.each(databases)('jobs on $name', (database) => {
  const wire = useWire(database);
  const conflict = { code: 'conflict' };

  test('are the same for the same pair, for every project and every repetition', async () => {
    const client = await wire.client();
    const first = await client.start('a', 'b');
    expect(first?.url).toBe(`${client.origin}/a/${client.tenant.accountId}/jobs/${first?.id}`);
    expect(await client.start('a', 'b', { link: 'https://example.org/1' })).toEqual(first);
    expect(await client.start('a', 'b', { project: 'other' })).toEqual(first);
    expect(await client.start('a', 'c')).not.toEqual(first);
    expect(await (await wire.client()).start('a', 'b')).not.toEqual(first);
  });

  test('are cancelled with the first line of the message', async () => {
    const client = await wire.client();
    const job = await client.start('a', 'b');
    const message = `\n  The build broke ${'!'.repeat(2000)}\nat line 1`;
    expect(await client.cancel('a', 'b', message)).toBeUndefined();
    const shown = await client.job(job?.id);
    expect(shown.state).toBe('failure');
    expect(shown.message).toMatch(/^The build broke !+$/);
    expect(shown.message).toHaveLength(1000);

    await client.cancel('a', 'b', message);
    await expect(client.cancel('a', 'b', 'another')).rejects.toMatchObject(conflict);
    await client.start('a', 'b');
    expect(await client.job(job?.id)).toEqual({ state: 'pending', message: null });
  });

  test('are cancelled as a success when the client says so', async () => {
    const client = await wire.client();
    const job = await client.start('a', 'b');
    await client.cancel('a', 'b', 'nothing to test here', { status: 'success' });
    expect(await client.job(job?.id)).toEqual({
      state: 'success',
      message: 'nothing to test here',
    });
    await expect(client.cancel('a', 'b', 'it broke')).rejects.toMatchObject(conflict);
  });

  test('keep no half of a character of a message', async () => {
    const client = await wire.client();
    const job = await client.start('a', 'b');
    await client.cancel('a', 'b', `${'!'.repeat(999)}🔥🔥`);
    expect((await client.job(job?.id)).message).toBe(`${'!'.repeat(999)}🔥`);
  });

  test('that end as they are cancelled do one of the two, and say which', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    for (let round = 0; round < 5; round += 1) {
      const sha = `round ${round}`;
      const job = await client.start('a', sha);
      await client.report(sha, await client.request(newItem()));
      await client.compare('a', sha);
      const lease = await worker.take();
      const [cancelled] = await Promise.allSettled([
        client.cancel('a', sha, 'stopped'),
        worker.finish(lease, [{ component: 'Button' }]),
      ]);
      if (cancelled.status === 'rejected') expect(cancelled.reason).toMatchObject(conflict);
      expect(await client.job(job?.id)).toEqual(
        cancelled.status === 'fulfilled'
          ? { state: 'failure', message: 'stopped' }
          : { state: 'needs-review', message: null },
      );
    }
  });

  test('that are unknown cannot be cancelled, in the words clients look for', async () => {
    const client = await wire.client();
    const unknown = { code: 'not_found', message: expect.stringContaining('No job found') };
    await expect(client.cancel('a', 'b', 'x')).rejects.toMatchObject(unknown);
    await (await wire.client()).start('a', 'b');
    await expect(client.cancel('a', 'b', 'x')).rejects.toMatchObject(unknown);
  });

  test('that have ended cannot be cancelled', async () => {
    const client = await wire.client();
    await client.start('a', 'b');
    await client.report('b', []);
    await client.compare('a', 'b');
    await expect(client.cancel('a', 'b', 'x')).rejects.toMatchObject(conflict);
  });

  test('of a commit with itself succeed with its report', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const job = await client.start('main', 'main');
    await client.report('main', await client.request(newItem()));
    expect((await client.job(job?.id)).state).toBe('pending');
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    expect((await client.job(job?.id)).state).toBe('success');
  });

  test('stay cancelled when results come in late', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const job = await client.start('main', 'main');
    await client.report('main', await client.request(newItem()));
    await client.cancel('main', 'main', 'stopped');
    await worker.finish(await worker.take(), [{ component: 'Button' }]);
    expect(await client.job(job?.id)).toEqual({ state: 'failure', message: 'stopped' });
  });

  test('expire when nothing comes, but not while captures wait for a worker at work', async () => {
    const client = await wire.client();
    const silent = await client.start('a', 'silent');
    const waiting = await client.start('a', 'waiting');
    await client.report('waiting', await client.request(newItem()));
    await wire.pass(defaultRules.jobExpiryMs - 60_000);
    await wire.worker().take();
    await wire.pass(60_001);
    expect((await client.job(silent?.id)).state).toBe('expired');
    expect((await client.job(waiting?.id)).state).toBe('pending');
    await client.start('a', 'silent');
    expect((await client.job(silent?.id)).state).toBe('pending');
  });

  test('take comparisons that wait for nothing with them when they expire or are cancelled', async () => {
    const client = await wire.client();
    for (const sha of ['silent', 'stopped']) {
      await client.start('a', sha);
      await client.compare('a', sha);
      expect(await client.comparison('a', sha)).toMatchObject({ state: 'pending', error: null });
    }
    await client.cancel('a', 'stopped', 'the build broke');
    expect(await client.comparison('a', 'stopped')).toMatchObject({
      state: 'failure',
      error: 'the build broke',
    });
    await wire.pass(defaultRules.jobExpiryMs + 1);
    expect((await client.comparison('a', 'silent')).state).toBe('expired');
    await client.start('a', 'silent');
    expect((await client.comparison('a', 'silent')).state).toBe('pending');
  });

  test('say when there is no worker for a target, and fail when none comes', async () => {
    const client = await wire.client();
    const job = await client.start('a', 'b');
    const requestIds = await client.request({ ...newItem('firefox'), type: 'browser-firefox' });
    const report = await client.report('b', requestIds);
    await client.compare('a', 'b');
    const why = expect.stringContaining('no worker for browser-firefox has been seen');
    expect(await client.job(job?.id)).toEqual({ state: 'pending', message: why });
    expect(await client.requestsOf(report?.id)).toMatchObject([{ state: 'queued', error: why }]);
    await wire.pass(defaultRules.jobExpiryMs + 1);
    expect(await client.job(job?.id)).toEqual({ state: 'failure', message: why });
    expect((await client.comparison('a', 'b')).error).toEqual(why);
  });

  test('wait for workers that are there, however long', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const job = await client.start('a', 'b');
    await client.report('b', await client.request(newItem(), newItem()));
    const first = await worker.take();
    expect(await client.job(job?.id)).toEqual({ state: 'pending', message: null });
    await worker.finish(first, [{ component: 'Button' }]);
    await wire.pass(60 * 60_000);
    const { message } = await client.job(job?.id);
    expect(message).toContain('no worker for browser-chrome has been seen since');
    await worker.finish(await worker.take(), [{ component: 'Field' }]);
    expect(await client.job(job?.id)).toEqual({ state: 'pending', message: null });
  });
});
