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

  test('expire when nothing comes, but not while captures run', async () => {
    const client = await wire.client();
    const silent = await client.start('a', 'silent');
    const waiting = await client.start('a', 'waiting');
    await client.report('waiting', await client.request(newItem()));
    await wire.pass(defaultRules.jobExpiryMs + 1);
    expect((await client.job(silent?.id)).state).toBe('expired');
    expect((await client.job(waiting?.id)).state).toBe('pending');
    await client.start('a', 'silent');
    expect((await client.job(silent?.id)).state).toBe('pending');
  });
});
