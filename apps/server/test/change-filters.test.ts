import { type CallInput, call, type Operations, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addPerson,
  addTenant,
  type Installation,
  startInstallation,
  type Tenant,
} from './installation.ts';
import { type RecordedComparison, recordComparison } from './recorded-comparison.ts';
import { newItem } from './test-client.ts';
import { useWire } from './wire.ts';

type ListInput = Omit<CallInput<Operations['listChanges']>['query'], 'kind'>;

describe.each(databases)('filters of a list on $name', ({ create }) => {
  let installation: Installation;
  let ada: Tenant;
  let ben: Tenant;
  let one: RecordedComparison;

  beforeAll(async () => {
    installation = await startInstallation({}, await create());
    const { ctx } = installation.server;
    ada = await addTenant(ctx, 'Ada');
    ben = { ...ada, ...(await addPerson(ctx, ada.accountId, 'Ben', 'member')) };
    one = await recordComparison(ctx, ada, { changed: 6, added: 2, deleted: 0, unchanged: 20 });
    await see([1, 50, 100, 320]);
    await ctx.db
      .updateTable('snapshot')
      .set({ target: 'phone' })
      .where('id', 'in', [...one.before.slice(4), ...one.after.slice(4)])
      .execute();
    await as(ada, 'setReviewRules', {
      params: { account: ada.accountId, project: ada.projectId },
      body: {
        deciders: 'members',
        reviewers: 1,
        ownChanges: true,
        remember: true,
        owners: [
          { component: 'component-00000*', people: ['grace@example.org'] },
          { component: 'component-000001', people: [await emailOf(ben)] },
        ],
      },
    });
  });
  afterAll(() => installation.close());

  async function emailOf(person: Tenant): Promise<string> {
    const me = await as(person, 'getMe', {});
    return me.user.email;
  }
  async function as<K extends keyof Operations>(
    person: Tenant,
    id: K,
    input: CallInput<Operations[K]>,
  ) {
    const options = { origin: installation.server.url, headers: person.session };
    const answer = await call(options, operations[id], input);
    if (answer === undefined) throw new Error(`${id} answered nothing`);
    return answer;
  }
  const params = () => ({ account: ada.accountId, comparison: one.comparisonId });
  async function rowsOf(query: ListInput, person = ada): Promise<string[]> {
    const answer = await as(person, 'listChanges', {
      params: params(),
      query: { kind: 'changed', ...query },
    });
    expect(answer.total).toBe(answer.changes.length);
    return answer.changes.map(({ component }) => component.slice(-1));
  }
  const filtersOf = (query: ListInput = {}, person = ada) =>
    as(person, 'getChangeFilters', { params: params(), query: { kind: 'changed', ...query } });

  /** Says of the first pairs that so much of their width of 320 differs, 10 of 200 pixels high. */
  async function see(widths: number[]): Promise<void> {
    const { db } = installation.server.ctx;
    const imageOf = async (id = 0) =>
      (await db.selectFrom('snapshot').select('image_id').where('id', '=', id).execute())[0]
        ?.image_id ?? 0;
    for (const [index, width] of widths.entries()) {
      const place = { x: 0, y: 0, width, height: 10 };
      const operation = { kind: 'changed', class: 'changed', before: place, after: place };
      await db
        .insertInto('diff')
        .values({
          before_image: await imageOf(one.before[index]),
          after_image: await imageOf(one.after[index]),
          engine: 1,
          class: index === 0 ? 'subtle' : 'changed',
          unseen: null,
          print: null,
          operations: JSON.stringify([{ ...operation, pixels: width * 10 }]),
        })
        .execute();
    }
  }

  test('rows are kept by component, target, browser, viewport, and how much differs', async () => {
    expect(await rowsOf({ component: 'component-000003' })).toEqual(['3']);
    expect(await rowsOf({ target: 'phone' })).toEqual(['4', '5']);
    expect(await rowsOf({ browser: 'browser-chrome' })).toEqual(['0', '1', '2', '3']);
    expect(await rowsOf({ browser: 'unknown' })).toEqual(['4', '5']);
    expect(await rowsOf({ viewport: '1280x720' })).toEqual(['0', '1', '2', '3']);
    expect(await rowsOf({ viewport: 'unknown' })).toEqual(['4', '5']);
    expect(await rowsOf({ size: 'tiny' })).toEqual(['0']);
    expect(await rowsOf({ size: 'small' })).toEqual(['1', '2']);
    expect(await rowsOf({ size: 'large' })).toEqual(['3']);
    expect(await rowsOf({ size: 'small', target: 'chrome', filter: '000002' })).toEqual(['2']);
  });

  test('by who owns the component: whoever asks, somebody, nobody', async () => {
    expect(await rowsOf({ owner: 'mine' })).toEqual([]);
    expect(await rowsOf({ owner: 'mine' }, ben)).toEqual(['1']);
    expect(await rowsOf({ owner: 'grace@example.org' })).toHaveLength(6);
    expect(await rowsOf({ owner: 'nobody' })).toEqual([]);
    const added = await as(ada, 'listChanges', {
      params: params(),
      query: { kind: 'added', owner: 'nobody' },
    });
    expect(added.total).toBe(2);
  });

  test('every choice says how many rows it would keep while the other filters stay', async () => {
    const all = await filtersOf();
    expect(all.target).toEqual([
      { value: 'chrome', count: 4 },
      { value: 'phone', count: 2 },
    ]);
    expect(all.size).toEqual([
      { value: 'small', count: 2 },
      { value: 'large', count: 1 },
      { value: 'tiny', count: 1 },
    ]);
    expect(all.class).toEqual([
      { value: 'changed', count: 3 },
      { value: 'subtle', count: 1 },
    ]);
    expect(all.component).toHaveLength(6);
    expect(all.owner).toEqual([
      { value: 'grace@example.org', count: 6 },
      { value: await emailOf(ben), count: 1 },
    ]);
    expect((await filtersOf({}, ben)).owner).toContainEqual({ value: 'mine', count: 1 });

    const phones = await filtersOf({ target: 'phone', filter: 'component' });
    expect(phones.target).toEqual(all.target);
    expect(phones.browser).toEqual([{ value: 'unknown', count: 2 }]);
    expect(phones.size).toEqual([]);
    expect(phones.component.map(({ count }) => count)).toEqual([1, 1]);
    const unchanged = await as(ada, 'getChangeFilters', {
      params: params(),
      query: { kind: 'unchanged' },
    });
    expect(unchanged.owner).toEqual([{ value: 'nobody', count: 20 }]);
  });

  test('decisions are counted as they are taken, and taken back', async () => {
    await as(ada, 'decideComparison', {
      params: params(),
      body: { decision: 'rejected', scope: { kind: 'snapshots', ids: one.after.slice(0, 2) } },
    });
    expect((await filtersOf()).standing).toEqual([
      { value: 'undecided', count: 4 },
      { value: 'rejected', count: 2 },
    ]);
    expect(await rowsOf({ standing: 'rejected', size: 'tiny' })).toEqual(['0']);
    await as(ada, 'undoDecision', { params: params() });
    expect((await filtersOf()).standing).toEqual([{ value: 'undecided', count: 6 }]);
  });

  test('what is no filter is refused with a reason', async () => {
    for (const query of [{ viewport: 'wide' }, { owner: 'not an address' }, { viewport: '1x' }]) {
      await expect(rowsOf(query)).rejects.toMatchObject({ code: 'invalid_request' });
      await expect(filtersOf(query)).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });
});

describe.each(databases)('filters by captures on $name', (database) => {
  const wire = useWire(database);

  test('browser and viewport are those that were asked for', async () => {
    const client = await wire.client();
    const worker = wire.worker();
    const shas = ['a'.repeat(40), 'b'.repeat(40)] as const;
    for (const sha of shas) {
      await client.report(sha, await client.request(newItem()));
      await worker.finish(await worker.take(), [{ component: sha.slice(0, 1) }]);
    }
    const { id } = await client.compare(...shas);
    const params = { account: client.tenant.accountId, comparison: id };
    const query = { kind: 'added' as const };
    const filters = await client.asPerson(operations.getChangeFilters, { params, query });
    expect(filters).toMatchObject({
      component: [{ value: 'b', count: 1 }],
      browser: [{ value: 'browser-chrome', count: 1 }],
      viewport: [{ value: '800x600', count: 1 }],
      size: [],
    });
    const listed = await client.asPerson(operations.listChanges, {
      params,
      query: { ...query, viewport: '800x600' },
    });
    expect(listed?.total).toBe(1);
  });
});
