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

const sizes = { changed: 2, added: 1, deleted: 1, unchanged: 1 };

describe.each(databases)('talking about changes on $name', ({ create }) => {
  let installation: Installation;
  let ada: Tenant;
  let ben: Tenant;
  let one: RecordedComparison;

  beforeAll(async () => {
    installation = await startInstallation({}, await create());
    const { ctx } = installation.server;
    ada = await addTenant(ctx, 'Ada');
    ben = { ...ada, ...(await addPerson(ctx, ada.accountId, 'Ben', 'member')) };
    await addPerson(ctx, ada.accountId, 'Ben Bitdiddle', 'member');
    one = await recordComparison(ctx, ada, sizes);
  });
  afterAll(() => installation.close());

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
  const rowOf = (snapshot = 0, { comparisonId } = one) => ({
    account: ada.accountId,
    comparison: comparisonId,
    snapshot,
  });

  test('people answer each other, settle it, and take their words back', async () => {
    const row = rowOf(one.after[0]);
    const place = { side: 'after' as const, x: 10, y: 20, width: 30, height: 40 };
    const { threads } = await as(ada, 'openThread', {
      params: row,
      body: { text: 'Is this meant, @ben? And @Ben Bitdiddle, @nobody?', place },
    });
    const [thread] = threads;
    expect(threads).toMatchObject([
      {
        place,
        resolved: null,
        elsewhere: null,
        comments: [{ by: 'Ada', mentions: ['Ben', 'Ben Bitdiddle'] }],
      },
    ]);
    const params = { ...row, thread: thread?.id ?? 0 };
    await as(ben, 'addComment', { params, body: { text: 'Yes.' } });
    await as(ben, 'resolveThread', { params, body: { resolved: true } });
    expect(await as(ben, 'listThreads', { params: row })).toMatchObject({
      threads: [
        {
          resolved: { by: 'Ben' },
          comments: [{ by: 'Ada' }, { by: 'Ben', text: 'Yes.', mentions: [] }],
        },
      ],
    });
    const { changes } = await as(ada, 'listChanges', {
      params: { account: ada.accountId, comparison: one.comparisonId },
      query: { kind: 'changed' },
    });
    expect(changes.map((change) => change.threads)).toEqual([
      { open: 0, resolved: 1 },
      { open: 0, resolved: 0 },
    ]);

    const answered = await as(ada, 'addComment', { params, body: { text: 'I do not see it.' } });
    expect(answered).toMatchObject({ threads: [{ resolved: null }] });
    const ids = answered.threads[0]?.comments.map(({ id }) => id) ?? [];
    const remove = (person: Tenant, comment = 0) =>
      as(person, 'removeComment', { params: { ...row, comment } });
    await expect(remove(ben, ids[0])).rejects.toMatchObject({ code: 'forbidden' });
    await remove(ben, ids[1]);
    await remove(ada, ids[0]);
    expect(await remove(ada, ids[2])).toEqual({ threads: [] });
    await expect(remove(ada, ids[2])).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a pair of pictures takes along what was said of it', async () => {
    const { ctx } = installation.server;
    const again = await recordComparison(ctx, ada, sizes);
    const [, before = 0] = one.before;
    const [, after = 0] = one.after;
    await ctx.db
      .updateTable('comparison')
      .set({ changed_before: [before], changed_after: [after] })
      .where('id', '=', again.comparisonId)
      .execute();
    await as(ada, 'openThread', { params: rowOf(after), body: { text: 'Hm.' } });
    expect(await as(ben, 'listThreads', { params: rowOf(after, again) })).toMatchObject({
      threads: [{ elsewhere: { sha1: one.sha1, sha2: one.sha2 }, comments: [{ text: 'Hm.' }] }],
    });
  });

  test('what was added or deleted can be talked about, and what did not change cannot', async () => {
    const { db } = installation.server.ctx;
    const { added, deleted } = await db
      .selectFrom('comparison')
      .select(['added', 'deleted'])
      .where('id', '=', one.comparisonId)
      .executeTakeFirstOrThrow();
    const body = { text: 'Why?' };
    for (const [id, side, other] of [
      [added[0], 'after', 'before'],
      [deleted[0], 'before', 'after'],
    ] as const) {
      const place = { side, x: 0, y: 0, width: 320, height: 200 };
      const params = rowOf(id);
      expect(await as(ada, 'openThread', { params, body: { ...body, place } })).toMatchObject({
        threads: [{ place }],
      });
      for (const [wrong, why] of [
        [{ ...place, side: other }, `there is no picture ${other} here: name the other one`],
        [
          { ...place, x: 1 },
          `320 × 200 at 1, 0 is not all in the picture ${side}, which is 320 × 200`,
        ],
        [
          { ...place, y: 1 },
          `320 × 200 at 0, 1 is not all in the picture ${side}, which is 320 × 200`,
        ],
        [
          { ...place, width: 0 },
          'a point is one pixel wide and high: send width and height of at least 1',
        ],
      ] as const) {
        await expect(
          as(ada, 'openThread', { params, body: { ...body, place: wrong } }),
        ).rejects.toMatchObject({ status: 400, message: `place: ${why}` });
      }
      const beyond = { ...place, x: -1 };
      await expect(
        as(ada, 'openThread', { params, body: { ...body, place: beyond } }),
      ).rejects.toMatchObject({ status: 400 });
    }
    const report = await db
      .selectFrom('report')
      .select('snapshot_ids')
      .where('sha', '=', one.sha1)
      .executeTakeFirstOrThrow();
    const changed = [...one.before, ...one.after, ...deleted];
    const unchanged = report.snapshot_ids.find((id) => !changed.includes(id));
    await expect(as(ada, 'openThread', { params: rowOf(unchanged), body })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      as(ada, 'openThread', { params: rowOf(added[0]), body: { text: ' \n ' } }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('people of the account are listed by name', async () => {
    const { people } = await as(ben, 'listPeople', { params: { account: ada.accountId } });
    expect(people.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Ben Bitdiddle']);
  });
});
