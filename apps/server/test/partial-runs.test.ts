/** Runs that render a part of what there is: the rest is carried over from a baseline. */
import { databases } from '@twinlens/testing/databases';
import { defaultRules } from '@twinlens/visual-tests';
import { describe, expect, test } from 'vitest';
import { newItem, type TestClient } from './test-client.ts';
import type { Shown } from './test-worker.ts';
import { useWire } from './wire.ts';

const nonce = 'build 1';

describe.each(databases)('what parallel runs leave out on $name', (database) => {
  const wire = useWire(database);
  const menu: Shown[] = ['open', 'open-submenu', 'open [dark]', 'openly', 'closed'].map(
    (variant) => ({ component: 'Menu', variant }),
  );

  /** A baseline, and a run that rendered nothing but a button. */
  async function partialRun() {
    const client = await wire.client();
    await client.report('base', await client.request(newItem('small'), newItem('large')));
    for (const _ of ['small', 'large']) await wire.finish({ component: 'Button' }, ...menu);
    await client.report('a', await client.request(newItem('small'), newItem('large')), { nonce });
    for (const _ of ['small', 'large']) await wire.finish({ component: 'Button' });
    return client;
  }
  const carried = async (client: TestClient) =>
    (await client.names('a')).filter((name) => name.endsWith('*'));
  const deleted = async (client: TestClient) =>
    (await client.comparison('base', 'a')).counts.deleted;

  test('is carried over, by component, or by variant with the pictures on its way', async () => {
    const client = await partialRun();
    await client.finalize('a', nonce, { skip: [{ component: 'Menu' }] });
    await client.compare('base', 'a');
    expect(await deleted(client)).toBe(0);
    expect(await carried(client)).toHaveLength(10);

    await client.finalize('a', nonce, { skip: [{ component: 'Menu', variant: 'open' }] });
    expect(await carried(client)).toEqual([
      'Menu open *',
      'Menu open *',
      'Menu open-submenu *',
      'Menu open-submenu *',
    ]);
    expect(await deleted(client)).toBe(6);
  });

  test('is carried over for one target, or by the field of older clients', async () => {
    const client = await partialRun();
    const skippedExamples = [{ component: 'Menu', variant: 'open [dark]', target: 'small' }];
    await client.finalize('a', nonce, { skippedExamples });
    await client.compare('base', 'a');
    expect(await carried(client)).toEqual(['Menu open [dark] *']);
    expect(await deleted(client)).toBe(9);
  });

  test('is what the last finalize says, when it says anything', async () => {
    const client = await partialRun();
    const all = [{ component: 'Menu' }];
    const first = await client.finalize('a', nonce, { skip: all });
    await client.compare('base', 'a');
    for (const skipped of [{ skip: all }, {}]) {
      expect(await client.finalize('a', nonce, skipped)).toEqual(first);
      expect((await client.comparison('base', 'a')).state).toBe('success');
      expect(await deleted(client)).toBe(0);
    }
    await client.finalize('a', nonce, { skip: [] });
    expect(await deleted(client)).toBe(10);
    expect(await carried(client)).toEqual([]);
    expect((await client.comparison('base', 'a')).state).toBe('needs-review');
  });

  test('can be attached as borrowed from a report, and nothing said at the end', async () => {
    const client = await partialRun();
    const borrowed = await client.extend('base', [{ component: 'Menu' }]);
    await client.report('a', [borrowed], { nonce });
    await client.finalize('a', nonce);
    await client.compare('base', 'a');
    expect(await client.comparison('base', 'a')).toMatchObject({
      state: 'success',
      counts: { unchanged: 12 },
    });
  });

  test('with a name that cannot be one is refused', async () => {
    const client = await partialRun();
    const skip = [{ storyFile: './menu.stories.tsx' }] as unknown as { component: string }[];
    await expect(client.finalize('a', nonce, { skip })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('component'),
    });
  });
});

describe.each(databases)('what is borrowed on $name', (database) => {
  const wire = useWire(database);

  test('is the variant with the pictures on its way, but nothing that was rendered', async () => {
    const client = await wire.client();
    const variants = ['open', 'open-submenu', 'open-late', 'open [dark]', 'open [dark]-submenu'];
    const menu = variants.map((variant) => ({ component: 'Menu', variant }));
    await wire.record(client, 'base', menu);
    const borrow = async (sha: string, variant: string) => {
      const borrowed = await client.extend('base', [{ component: 'Menu', variant }]);
      await client.report(sha, [...(await client.request(newItem())), borrowed]);
      await wire.finish({ component: 'Menu', variant: 'open-late', colour: 'red' });
      return client.names(sha);
    };
    expect(await borrow('a', 'open')).toEqual([
      'Menu open *',
      'Menu open-late',
      'Menu open-submenu *',
    ]);
    expect(await borrow('b', 'open [dark]')).toEqual([
      'Menu open [dark] *',
      'Menu open [dark]-submenu *',
      'Menu open-late',
    ]);
  });

  test('is nothing when nothing is named', async () => {
    const client = await wire.client();
    await wire.record(client, 'base', [{ component: 'Menu' }]);
    await client.report('a', [await client.extend('base', [])]);
    expect(await client.names('a')).toEqual([]);
  });

  test('names the report it is from, also behind what was skipped', async () => {
    const client = await wire.client();
    const shown = ['Badge', 'Button', 'Card', 'Menu'].map((component) => ({ component }));
    await wire.record(client, 'old', shown);
    await wire.record(client, 'base', shown);
    const borrowed = await client.extend('old', [{ component: 'Badge' }]);
    const rendered = await client.request(newItem());
    await client.report('a', [...rendered, borrowed], { nonce: 'n' });
    await wire.finish({ component: 'Button' }, { component: 'New' });
    await client.finalize('a', 'n', { skip: [{ component: 'Card' }, { component: 'Menu' }] });
    await client.compare('base', 'a');

    const origins = { rendered: 2, copied: 0, carriedOver: 3, sources: ['old', 'base'] };
    expect((await client.comparison('base', 'a')).origins).toEqual(origins);
    const report = await client.snapshots('a');
    expect(report).toMatchObject({ total: 5, ...origins });
    expect(
      report?.snapshots.map(({ component, carriedOverFrom }) => [component, carriedOverFrom]),
    ).toEqual([
      ['Badge', 'old'],
      ['Button', null],
      ['Card', 'base'],
      ['Menu', 'base'],
      ['New', null],
    ]);
    const only = async (query: { origin: 'rendered' | 'carried-over'; filter?: string }) => {
      const found = await client.snapshots('a', query);
      expect(found?.total).toBe(found?.snapshots.length);
      expect(found).toMatchObject(origins);
      return found?.snapshots.map(({ component }) => component);
    };
    expect(await only({ origin: 'rendered' })).toEqual(['Button', 'New']);
    expect(await only({ origin: 'carried-over' })).toEqual(['Badge', 'Card', 'Menu']);
    expect(await only({ origin: 'carried-over', filter: 'men' })).toEqual(['Menu']);
  });

  test('can be borrowed from another report after the first one failed', async () => {
    const client = await wire.client();
    await wire.record(client, 'old', [{ component: 'Badge' }, { component: 'Menu' }]);
    await client.report('base', await client.request(newItem()));
    const badges = [{ component: 'Badge' }];
    const attach = async (sha: string, examples = badges) =>
      client.report('a', [await client.extend(sha, examples)], { nonce });
    const report = await attach('base');
    await client.finalize('a', nonce);
    await wire.worker().fail(await wire.worker().take(), 'the page is broken', false);
    expect((await client.asyncReport(report?.id))?.error).toContain('to borrow from, failed');
    await attach('old', [{ component: 'Menu' }]);
    expect((await client.asyncReport(report?.id))?.state).toBe('failed');
    await attach('old');
    expect(await client.names('a')).toEqual(['Badge default *', 'Menu default *']);
  });

  test('is waited for no longer than a job may wait, even in a circle', async () => {
    const client = await wire.client();
    await client.report('a', await client.request(newItem()));
    const fromA = await client.extend('a', [{ component: 'Menu' }]);
    const job = await client.start('base', 'b');
    await client.report('b', [fromA]);
    await client.report('a', [await client.extend('b', [{ component: 'Menu' }])]);
    await wire.pass(defaultRules.jobExpiryMs - 60_000);
    expect((await client.job(job?.id)).state).toBe('pending');
    await wire.pass(60_001);
    expect(await client.job(job?.id)).toEqual({
      state: 'failure',
      message: expect.stringContaining('the report of a, to borrow from, did not come in time'),
    });
  });
});
