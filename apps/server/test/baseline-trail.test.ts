/** Why a report is the baseline: which commits were tried, and why others were refused. */
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { newItem } from './test-client.ts';
import { useWire } from './wire.ts';

describe.each(databases)('the trail to a baseline on $name', (database) => {
  const wire = useWire(database);
  const outcomes = (trail: { sha: string; outcome: string }[] | null) =>
    trail?.map(({ sha, outcome }) => `${sha} ${outcome}`);

  test('has every commit that was tried, up to the one that was chosen', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await client.report('broken', await client.request(newItem()));
    await worker.fail(await worker.take(), 'the page is gone', false);
    await wire.record(client, 'good', [{ component: 'Button' }]);
    await wire.record(client, 'older', [{ component: 'Button' }]);
    await wire.record(client, 'head', [{ component: 'Button' }]);
    await client.start('base', 'head');
    const fallbackShas = ['head', 'broken', 'base', 'good', 'older'];
    await client.compare('base', 'head', { fallbackShas });
    const { baseline, baselineTrail } = await client.comparison('base', 'head');
    expect(baseline).toMatchObject({ rule: 'fallback-sha', sha: 'good' });
    expect(outcomes(baselineTrail)).toEqual([
      'base no-report',
      'head itself',
      'broken failed',
      'good chosen',
    ]);
    expect(baselineTrail?.[2]?.why).toContain('the page is gone');
  });

  test('says already what is waited for, and is brought up to date when that failed', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await wire.record(client, 'head', [{ component: 'Button' }]);
    await client.report('base', await client.request(newItem()));
    await client.start('base', 'head');
    await client.compare('base', 'head');
    const waiting = await client.comparison('base', 'head');
    expect(waiting.state).toBe('pending');
    expect(outcomes(waiting.baselineTrail)).toEqual(['base waiting']);
    await worker.fail(await worker.take(), 'the page is gone', false);
    await client.compare('base', 'head');
    const { baseline, baselineTrail } = await client.comparison('base', 'head');
    expect(baseline).toMatchObject({ rule: 'none' });
    expect(outcomes(baselineTrail)).toEqual(['base failed']);
  });

  test('of the latest report names the newer ones that nobody has accepted', async () => {
    const client = await wire.client();
    await wire.record(client, 'main', [{ component: 'Button', colour: 'red' }]);
    await wire.record(client, 'branch', [{ component: 'Button', colour: 'green' }]);
    await client.start('main', 'branch');
    await client.compare('main', 'branch');
    await client.start('main', 'started');
    await wire.record(client, 'started', [{ component: 'Button', colour: 'blue' }]);
    await wire.record(client, 'dev', [{ component: 'Button', colour: 'grey' }]);
    await client.start('__LATEST__', 'dev');
    await client.compare('__LATEST__', 'dev');
    const { baseline, baselineTrail } = await client.comparison('__LATEST__', 'dev');
    expect(baseline).toMatchObject({ rule: 'latest', sha: 'main' });
    expect(outcomes(baselineTrail)).toEqual([
      'started not-accepted',
      'branch not-accepted',
      'main chosen',
    ]);
    expect(baselineTrail?.map(({ why }) => why)).toEqual([
      'It is to be compared, and was not yet.',
      'Nobody has accepted what changed in it.',
      'It passed, was accepted or is of a default branch.',
    ]);
  });
});
