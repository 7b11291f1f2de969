/** What a project has looked like: its examples, its components, its runs, and any two of them. */
import { operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { describe, expect, test } from 'vitest';
import { newItem, type TestClient } from './test-client.ts';
import type { Shown } from './test-worker.ts';
import { useWire } from './wire.ts';

const missing = { code: 'not_found' };

describe.each(databases)('what a project has looked like, on $name', (database) => {
  const wire = useWire(database);

  const projectOf = ({ tenant }: TestClient) => ({
    account: tenant.accountId,
    project: tenant.projectId,
  });

  async function historyOf(client: TestClient, component: string, page = {}) {
    const query = { component, variant: 'default', target: 'chrome', ...page };
    const params = projectOf(client);
    const history = await client.asPerson(operations.getSnapshotHistory, { params, query });
    if (history === undefined) throw new Error('nothing was answered');
    return history;
  }

  async function componentOf(client: TestClient, component: string, page = {}) {
    const query = { component, ...page };
    const answer = await client.asPerson(operations.getComponent, {
      params: projectOf(client),
      query,
    });
    if (answer === undefined) throw new Error('nothing was answered');
    return answer;
  }

  const components = (client: TestClient, query: { filter?: string } = {}) =>
    client.asPerson(operations.listComponents, { params: projectOf(client), query });

  const runs = (client: TestClient, query: { limit?: number; offset?: number } = {}) =>
    client.asPerson(operations.listRuns, { params: projectOf(client), query });

  const chosen = (client: TestClient, sha1: string, sha2: string) =>
    client.asPerson(operations.compareChosen, {
      params: { ...projectOf(client), sha1, sha2 },
    });

  /** A run of a branch: a report of a commit, compared with another one. */
  async function run(client: TestClient, sha1: string, sha2: string, shown: Shown[]) {
    await client.start(sha1, sha2);
    await wire.record(client, sha2, shown);
    await client.compare(sha1, sha2);
    return client.comparison(sha1, sha2);
  }

  test('an example has every picture it ever had, with who said what of it', async () => {
    const client = await wire.client();
    await wire.record(client, 'main', [{ component: 'Button', colour: 'red' }]);
    const green = await run(client, 'main', 'green', [{ component: 'Button', colour: 'green' }]);
    await client.decide(green.id, 'rejected');
    const blue = await run(client, 'main', 'blue', [{ component: 'Button', colour: 'blue' }]);
    await client.decide(blue.id, 'accepted');
    // The same pixels again are no other picture.
    await run(client, 'main', 'again', [{ component: 'Button', colour: 'green' }]);

    const { pictures, total } = await historyOf(client, 'Button');
    expect(total).toBe(3);
    expect(pictures.map(({ firstSha, current }) => [firstSha, current])).toEqual([
      ['blue', true],
      ['green', false],
      ['main', false],
    ]);
    expect(pictures.map(({ decisions }) => decisions)).toMatchObject([
      [{ kind: 'accepted', by: expect.stringMatching(/^tenant/), comparison: { sha2: 'blue' } }],
      [{ kind: 'rejected', comparison: { sha1: 'main', sha2: 'green' } }],
      [],
    ]);
    const second = await historyOf(client, 'Button', { limit: 1, offset: 1 });
    expect(second.pictures.map(({ firstSha }) => firstSha)).toEqual(['green']);
    const [newer, older] = pictures;
    const pair = await client.asPerson(operations.getSnapshotPair, {
      params: {
        ...projectOf(client),
        id1: older?.publicId ?? '',
        id2: newer?.publicId ?? '',
      },
    });
    expect(pair?.after.image.url).toBe(newer?.image.url);
    await expect(historyOf(client, 'Nothing')).rejects.toMatchObject(missing);
    await expect(historyOf(await wire.client(), 'Button')).rejects.toMatchObject(missing);
  });

  test('a component has its examples as they are now, and what befell them', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    await wire.record(client, 'main', [
      { component: 'Button', variant: 'a', colour: 'red' },
      { component: 'Button', variant: 'b', colour: 'red' },
      { component: 'Button group', variant: 'a', colour: 'red' },
    ]);
    const compared = await run(client, 'main', 'flaky', [
      { component: 'Button', variant: 'a', colour: 'green' },
      { component: 'Button', variant: 'b', colour: 'red' },
      { component: 'Button', variant: 'c', colour: 'red' },
    ]);
    await client.reportFlake(compared.id);
    await client.report('broken', await client.request(newItem()));
    const lease = await worker.take();
    await worker.finish(lease, [], {
      failed: ['Button', 'Button group'].map((component) => ({
        message: `"${component}, a" did not finish rendering within 60 s`,
      })),
    });

    const shown = await componentOf(client, 'Button');
    expect(shown.latest).toMatchObject({ sha: 'main' });
    expect(
      shown.examples.map(({ variant, current, pictures, flakes }) => ({
        ...{ variant, current, pictures, flakes },
      })),
    ).toEqual([
      { variant: 'a', current: true, pictures: 2, flakes: 1 },
      { variant: 'b', current: true, pictures: 1, flakes: 0 },
      { variant: 'c', current: false, pictures: 1, flakes: 0 },
    ]);
    const { pictures } = await client
      .asPerson(operations.getSnapshotHistory, {
        params: projectOf(client),
        query: { component: 'Button', variant: 'a', target: 'chrome' },
      })
      .then((history) => history ?? { pictures: [] });
    expect(shown.examples[0]?.image.url).toBe(pictures[1]?.image.url);
    expect(shown.failures).toMatchObject([
      { snapRequestId: lease.snapRequestId, message: expect.stringContaining('"Button, a"') },
    ]);
    const second = await componentOf(client, 'Button', { limit: 1, offset: 1 });
    expect([second.total, second.examples[0]?.variant]).toEqual([3, 'b']);

    expect((await components(client))?.components).toEqual([
      { component: 'Button', examples: 2 },
      { component: 'Button group', examples: 1 },
    ]);
    expect(await components(client, { filter: 'GROUP' })).toMatchObject({ total: 1 });
    await expect(componentOf(client, 'button')).rejects.toMatchObject(missing);
  });

  test('runs are counted as their reports were made, newest first', async () => {
    const client = await wire.client();
    await wire.record(client, 'main', [{ component: 'Button' }, { component: 'Card' }]);
    const changed = await run(client, 'main', 'head', [{ component: 'Button', colour: 'red' }]);
    await client.decide(changed.id, 'accepted');
    const first = await runs(client);
    expect(first?.more).toBe(false);
    expect(first?.runs).toMatchObject([
      {
        sha: 'head',
        ...{ snapshots: 1, rendered: 1, copied: 0, renderMs: 1, violations: null },
        comparison: {
          sha1: 'main',
          state: 'success',
          decision: 'accepted',
          counts: { changed: 1, deleted: 1 },
        },
      },
      { sha: 'main', snapshots: 2, rendered: 2, renderMs: 2, comparison: null },
    ]);
    const one = await runs(client, { limit: 1 });
    expect([one?.more, one?.runs[0]?.sha]).toEqual([true, 'head']);
    const other = await runs(client, { limit: 1, offset: 1 });
    expect([other?.more, other?.runs[0]?.sha]).toEqual([false, 'main']);

    const extended = await client.extend('main', [{ component: 'Card' }]);
    await client.report('partial', [extended]);
    expect((await runs(client))?.runs[0]).toMatchObject({ snapshots: 1, rendered: 0 });
  });

  test('runs have the findings of their accessibility results', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const item = { ...newItem(), type: 'browser-accessibility' };
    await client.report('found', await client.request(item));
    const nodes = ['button', 'a'].map((selector) => ({
      target: [selector],
      html: `<${selector}>`,
      failureSummary: 'Mend it',
      box: null,
    }));
    const broken = {
      id: 'button-name',
      impact: 'critical' as const,
      tags: [],
      help: 'Name it',
      helpUrl: 'https://rules.example.org/',
    };
    const accessibility = { violations: [{ ...broken, nodes }], aria: '- document' };
    await worker.finish(await worker.take(), [{ component: 'Button', accessibility }]);
    expect((await runs(client))?.runs[0]).toMatchObject({ violations: { critical: 2, minor: 0 } });
  });

  test('any two reports are compared, and nobody outside hears of it', async () => {
    const client = await wire.client();
    await wire.record(client, 'main', [{ component: 'Button', colour: 'red' }]);
    await run(client, 'main', 'one', [{ component: 'Button', colour: 'green' }]);
    await run(client, 'main', 'two', [{ component: 'Button', colour: 'green' }]);
    const jobs = await client.jobs();

    const made = await chosen(client, 'one', 'two');
    expect(made).toMatchObject({
      state: 'success',
      chosenBy: expect.stringMatching(/^tenant/),
      baseline: { rule: 'same-sha', sha: 'one' },
      counts: { changed: 0, unchanged: 1 },
      jobId: null,
    });
    expect(await chosen(client, 'one', 'two')).toEqual(made);
    expect(await client.jobs()).toEqual(jobs);
    // Nothing of "two" is accepted by that: it is no baseline.
    await wire.record(client, 'dev', [{ component: 'Button', colour: 'red' }]);
    await client.start('__LATEST__', 'dev');
    await client.compare('__LATEST__', 'dev');
    expect((await client.comparison('__LATEST__', 'dev')).baseline).toMatchObject({ sha: 'main' });
    const badge = await fetch(
      `${client.origin}/a/${client.tenant.accountId}/p/${client.tenant.projectId}/compare/one/two/status.svg`,
    );
    expect(await badge.text()).toContain('no comparison');

    await expect(chosen(client, 'one', 'nothing')).rejects.toMatchObject(missing);
    await expect(chosen(client, 'one', 'one')).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('two chosen reports become those of a build when it asks for them', async () => {
    const client = await wire.client();
    await wire.record(client, 'main', [{ component: 'Button', colour: 'red' }]);
    await wire.record(client, 'head', [{ component: 'Button', colour: 'green' }]);
    expect(await chosen(client, 'main', 'head')).toMatchObject({ state: 'needs-review' });
    const job = await client.start('main', 'head');
    expect(await client.job(job?.id)).toMatchObject({ state: 'pending' });
    await client.compare('main', 'head');
    expect(await client.job(job?.id)).toMatchObject({ state: 'needs-review' });
    expect(await client.comparison('main', 'head')).toMatchObject({
      chosenBy: null,
      jobId: job?.id,
      counts: { changed: 1 },
    });
  });

  test('a chosen comparison puts nothing into the later report', async () => {
    const client = await wire.client();
    await wire.record(client, 'main', [{ component: 'Button' }, { component: 'Card' }]);
    await client.report('partial', await client.request(newItem()), { nonce: 'n' });
    await wire.finish({ component: 'Button', colour: 'red' });
    await client.finalize('partial', 'n', { skip: [{ component: 'Card' }] });
    expect(await chosen(client, 'main', 'partial')).toMatchObject({
      counts: { changed: 1, deleted: 1 },
    });
    expect(await client.names('partial')).toEqual(['Button default']);
  });
});
