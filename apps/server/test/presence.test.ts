import { call, operations } from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { upkeep } from '@twinlens/visual-tests';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addPerson,
  addTenant,
  type Installation,
  startInstallation,
  type Tenant,
} from './installation.ts';
import { type RecordedComparison, recordComparison } from './recorded-comparison.ts';

const sizes = { changed: 2, added: 0, deleted: 0, unchanged: 1 };

describe.each(databases)('who looks at a comparison, on $name', ({ create }) => {
  let installation: Installation;
  let ada: Tenant;
  let ben: Pick<Tenant, 'userId' | 'session'>;
  let one: RecordedComparison;
  let other: RecordedComparison;

  beforeAll(async () => {
    installation = await startInstallation({}, await create());
    const { ctx } = installation.server;
    ada = await addTenant(ctx, 'Ada');
    ben = await addPerson(ctx, ada.accountId, 'Ben', 'member');
    one = await recordComparison(ctx, ada, sizes);
    other = await recordComparison(ctx, ada, sizes);
  });
  afterAll(() => installation.close());

  /** @returns who else is there */
  async function at(
    { session: headers }: Pick<Tenant, 'session'>,
    snapshot: number | null,
    { comparisonId: comparison } = one,
  ) {
    const options = { origin: installation.server.url, headers };
    const params = { account: ada.accountId, comparison };
    const answer = await call(options, operations.tellPresence, { params, body: { snapshot } });
    return answer?.others;
  }

  /** As if so many milliseconds had passed since everybody spoke; fewer than none hold the time. */
  async function later(passed: number): Promise<void> {
    const { db } = installation.server.ctx;
    const rows = await db.selectFrom('presence').selectAll().execute();
    for (const row of rows) {
      await db
        .updateTable('presence')
        .set({ seen_at: new Date(row.seen_at.getTime() - passed) })
        .where('comparison_id', '=', row.comparison_id)
        .where('user_id', '=', row.user_id)
        .execute();
    }
  }

  test('people see each other, and at which row, in the same comparison only', async () => {
    const [first, second] = one.after;
    expect(await at(ada, first ?? 0)).toEqual([]);
    expect(await at(ben, second ?? 0)).toEqual([
      {
        id: ada.userId,
        name: 'Ada',
        looksAt: {
          snapshotId: first,
          component: expect.stringMatching(/^component-/),
          variant: 'default',
          target: 'chrome',
        },
      },
    ]);
    expect(await at(ada, first ?? 0)).toMatchObject([
      { name: 'Ben', looksAt: { snapshotId: second } },
    ]);
    expect(await at(ben, null, other)).toEqual([]);
    expect(await at(ada, null, other)).toMatchObject([{ name: 'Ben', looksAt: null }]);
  });

  test('what is said again at once is not written, and what is said a moment later is', async () => {
    const [first = 0, second = 0] = one.after;
    await later(3_000);
    await at(ada, first);
    await later(-10_000);
    await at(ada, second);
    expect(await at(ben, null)).toMatchObject([{ looksAt: { snapshotId: first } }]);
    await later(13_000);
    await at(ada, second);
    expect(await at(ben, null)).toMatchObject([{ looksAt: { snapshotId: second } }]);
  });

  test('who says nothing any more is gone, and forgotten', async () => {
    const { ctx } = installation.server;
    await at(ada, null);
    await later(20_000);
    expect(await at(ben, null)).toEqual([]);
    await upkeep({ ctx });
    const left = await ctx.db.selectFrom('presence').select('user_id').execute();
    expect(left).toEqual([{ user_id: ben.userId }]);
  });

  test('who left the account is not named', async () => {
    const { ctx } = installation.server;
    const cleo = await addPerson(ctx, ada.accountId, 'Cleo', 'member');
    await at(cleo, null);
    expect(await at(ada, null)).toMatchObject([{ name: 'Ben' }, { name: 'Cleo' }]);
    await ctx.db.deleteFrom('membership').where('user_id', '=', cleo.userId).execute();
    expect(await at(ada, null)).toMatchObject([{ name: 'Ben' }]);
  });

  test('snapshots of others are not there', async () => {
    const { ctx } = installation.server;
    const eve = await addTenant(ctx, 'Eve');
    const hers = await recordComparison(ctx, eve, sizes);
    const before = await at(ben, null);
    await expect(at(ada, hers.after[0] ?? 0)).rejects.toMatchObject({
      code: 'not_found',
      message: 'there is no such snapshot in this project',
    });
    await expect(at(ada, 0)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await at(ben, null)).toEqual(before);
  });
});
