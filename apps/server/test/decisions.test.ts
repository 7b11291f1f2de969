import {
  type CallInput,
  call,
  type Operations,
  operations,
  type ReviewScope,
} from '@twinlens/contract';
import { databases } from '@twinlens/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addPerson,
  addTenant,
  type Installation,
  startInstallation,
  type Tenant,
} from './installation.ts';
import { type RecordedComparison, recordComparison, type Sizes } from './recorded-comparison.ts';

type ListInput = Omit<CallInput<Operations['listChanges']>['query'], 'kind'>;

const sizes: Sizes = { changed: 4, added: 1, deleted: 1, unchanged: 2 };

describe.each(databases)('deciding on $name', ({ create }) => {
  let installation: Installation;
  let ada: Tenant;
  let ben: Tenant;
  let cleo: Tenant;

  beforeAll(async () => {
    installation = await startInstallation({}, await create());
    const { ctx } = installation.server;
    ada = await addTenant(ctx, 'Ada');
    ben = { ...ada, ...(await addPerson(ctx, ada.accountId, 'Ben', 'member')) };
    cleo = { ...ada, ...(await addPerson(ctx, ada.accountId, 'Cleo', 'member')) };
  });
  afterAll(() => installation.close());

  const record = (size = sizes, tenant = ada) =>
    recordComparison(installation.server.ctx, tenant, size);

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

  const pathOf = ({ comparisonId }: RecordedComparison, tenant = ada) => ({
    account: tenant.accountId,
    comparison: comparisonId,
  });
  const decide = (
    person: Tenant,
    one: RecordedComparison,
    decision: 'accepted' | 'rejected',
    scope: ReviewScope,
  ) =>
    as(person, 'decideComparison', {
      params: pathOf(one, person),
      body: { decision, scope },
    });
  const accept = (person: Tenant, one: RecordedComparison, ...ids: number[]) =>
    decide(person, one, 'accepted', { kind: 'snapshots', ids });
  const reject = (person: Tenant, one: RecordedComparison, ...ids: number[]) =>
    decide(person, one, 'rejected', { kind: 'snapshots', ids });
  const read = ({ sha1, sha2 }: RecordedComparison, tenant = ada) =>
    as(tenant, 'getComparison', {
      params: { account: tenant.accountId, project: tenant.projectId, sha1, sha2 },
    });
  const list = (one: RecordedComparison, query: ListInput = {}, tenant = ada) =>
    as(tenant, 'listChanges', {
      params: pathOf(one, tenant),
      query: { kind: 'changed', ...query },
    });
  const rowsOf = async (...input: Parameters<typeof list>) =>
    (await list(...input)).changes.map(({ after }) => after?.snapshotId);

  /** A tenant of its own, so that its rules touch nobody else. */
  async function tenantWith(
    rules: Partial<CallInput<Operations['setReviewRules']>['body']>,
    name: string,
  ) {
    const { ctx } = installation.server;
    const admin = await addTenant(ctx, name);
    const body = {
      deciders: 'members' as const,
      reviewers: 1,
      ownChanges: true,
      remember: true,
      owners: [],
      ...rules,
    };
    const params = { account: admin.accountId, project: admin.projectId };
    await as(admin, 'setReviewRules', { params, body });
    const member = { ...admin, ...(await addPerson(ctx, admin.accountId, `${name}-m`, 'member')) };
    return { admin, member, params, body };
  }

  /** Says of pairs what the engine would have seen. */
  async function see(one: RecordedComparison, seen: { print: string; width: number }[]) {
    const { db } = installation.server.ctx;
    const imageOf = async (id: number) =>
      (
        await db
          .selectFrom('snapshot')
          .select('image_id')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).image_id;
    for (const [index, { print, width }] of seen.entries()) {
      const place = { x: 0, y: 0, width, height: 10 };
      await db
        .insertInto('diff')
        .values({
          before_image: await imageOf(one.before[index] ?? 0),
          after_image: await imageOf(one.after[index] ?? 0),
          engine: 1,
          class: 'changed',
          unseen: null,
          print,
          operations: JSON.stringify([
            { kind: 'changed', class: 'changed', before: place, after: place, pixels: width * 10 },
          ]),
        })
        .execute();
    }
  }

  test('two people share a review: the verdict comes with the last decision', async () => {
    const one = await record();
    const [first = 0, second = 0, third = 0, fourth = 0] = one.after;
    expect(await accept(ada, one, first, second)).toMatchObject({
      state: 'needs-review',
      decided: { accepted: 2, rejected: 0, remembered: 0 },
      review: null,
      history: [{ by: 'Ada', pairs: 2, scope: { kind: 'snapshots' } }],
    });
    expect(await reject(ben, one, third)).toMatchObject({
      state: 'needs-review',
      decided: { accepted: 2, rejected: 1 },
    });
    const { changes } = await list(one);
    expect(changes.map(({ decision }) => decision)).toMatchObject([
      { decision: 'accepted', by: 'Ada', settled: true, elsewhere: null },
      { decision: 'accepted', by: 'Ada' },
      { decision: 'rejected', by: 'Ben' },
      null,
    ]);
    expect(await rowsOf(one, { standing: 'undecided' })).toEqual([fourth]);
    expect(await rowsOf(one, { standing: 'accepted' })).toEqual([first, second]);
    expect(await rowsOf(one, { standing: 'rejected' })).toEqual([third]);

    expect(await decide(ada, one, 'accepted', { kind: 'undecided' })).toMatchObject({
      state: 'failure',
      decided: { accepted: 5, rejected: 1 },
      review: { decision: 'rejected', by: 'Ben' },
    });
    expect(await accept(ada, one, third)).toMatchObject({
      state: 'success',
      decided: { accepted: 6, rejected: 0 },
      review: { decision: 'accepted', by: 'Ada', pairs: 1 },
    });
  });

  test('any act can be undone by anybody, also one below others', async () => {
    const one = await record();
    const [first = 0, second = 0] = one.after;
    await accept(ada, one, first);
    const { history } = await reject(ben, one, first, second);
    const [newest, oldest] = history;
    const params = pathOf(one);
    const undo = (review: number) => as(cleo, 'undoReview', { params: { ...params, review } });
    expect(await undo(oldest?.id ?? 0)).toMatchObject({ decided: { accepted: 0, rejected: 2 } });
    await expect(undo(oldest?.id ?? 0)).rejects.toMatchObject({ code: 'conflict' });
    expect(await undo(newest?.id ?? 0)).toMatchObject({
      decided: { accepted: 0, rejected: 0 },
      history: [{ undoneBy: 'Cleo' }, { undoneBy: 'Cleo' }],
    });
    const other = await record();
    await accept(ada, other, other.after[0] ?? 0);
    const [foreign] = (await read(other)).history;
    await expect(undo(foreign?.id ?? 0)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('one change in many snapshots is one group, decided on as one or member by member', async () => {
    const one = await record({ changed: 6, added: 1, deleted: 0, unchanged: 0 });
    await see(one, [
      { print: 'header', width: 10 },
      { print: 'footer', width: 30 },
      { print: 'header', width: 10 },
      { print: 'header', width: 20 },
      { print: 'footer', width: 5 },
    ]);
    const [h1 = 0, f1 = 0, h2 = 0, h3 = 0, f2 = 0, none = 0] = one.after;
    const grouped = await list(one, { groupBy: 'change' });
    expect(
      grouped.changes.map(({ change, groupSize, after }) => [change, groupSize, after?.snapshotId]),
    ).toEqual([
      ['header', 3, h1],
      ['header', 3, h2],
      ['header', 3, h3],
      ['footer', 2, f1],
      ['footer', 2, f2],
      [null, 1, none],
    ]);
    expect(await rowsOf(one, { groupBy: 'change', order: 'severity' })).toEqual([
      f1,
      f2,
      h3,
      h1,
      h2,
      none,
    ]);
    expect(await rowsOf(one, { order: 'severity' })).toEqual([f1, h3, h1, h2, f2, none]);

    await reject(ben, one, h2);
    expect(await decide(ada, one, 'accepted', { kind: 'change', change: 'footer' })).toMatchObject({
      decided: { accepted: 2, rejected: 1 },
      history: [{ pairs: 2, scope: { kind: 'change', change: 'footer' } }, {}],
    });
    const [{ component } = { component: '' }] = grouped.changes;
    expect(await decide(ada, one, 'accepted', { kind: 'component', component })).toMatchObject({
      decided: { accepted: 3, rejected: 1 },
    });
    const nothing = decide(ada, one, 'accepted', { kind: 'change', change: 'no such change' });
    await expect(nothing).rejects.toMatchObject({ code: 'conflict' });
    expect((await read(one)).history).toHaveLength(3);
  });

  test('a pair that was accepted passes where it comes again, and says where', async () => {
    const { db } = installation.server.ctx;
    const one = await record({ changed: 2, added: 0, deleted: 1, unchanged: 0 });
    const again = await record({ changed: 1, added: 0, deleted: 0, unchanged: 0 });
    const { before, after } = one;
    await db
      .updateTable('comparison')
      .set({ changed_before: before, changed_after: after })
      .where('id', '=', again.comparisonId)
      .execute();
    await decide(ada, again, 'accepted', { kind: 'everything' });
    // What was deleted is not part of the other one.
    expect(await read(one)).toMatchObject({
      state: 'needs-review',
      decided: { accepted: 2, remembered: 2 },
    });
    const passing = await decide(ben, one, 'accepted', { kind: 'undecided' });
    expect(passing).toMatchObject({ state: 'success', review: { by: 'Ben', pairs: 1 } });
    expect((await list(one)).changes[0]?.decision).toMatchObject({
      decision: 'accepted',
      by: 'Ada',
      elsewhere: { sha1: again.sha1, sha2: again.sha2 },
    });

    // Somebody may still say otherwise here, and that is not carried there.
    expect(await reject(ben, one, after[0] ?? 0)).toMatchObject({
      state: 'failure',
      decided: { accepted: 2, rejected: 1, remembered: 1 },
    });
    expect(await read(again)).toMatchObject({ state: 'success' });
    await as(ben, 'undoDecision', { params: pathOf(one) });
    await as(ada, 'undoDecision', { params: pathOf(again) });
    expect(await read(one)).toMatchObject({
      state: 'needs-review',
      decided: { accepted: 1, rejected: 0, remembered: 0 },
    });
  });

  test('a decision names only what needs one here, or nothing is stored', async () => {
    const one = await record();
    const [first = 0] = one.after;
    const foreign = await record();
    for (const ids of [[first, foreign.after[0] ?? 0], [2_000_000_000]]) {
      await expect(accept(ada, one, ...ids)).rejects.toMatchObject({ code: 'conflict' });
    }
    await as(ada, 'reportFlake', {
      params: pathOf(one),
      body: { beforeSnapshotId: one.before[0] ?? 0, afterSnapshotId: first },
    });
    await expect(accept(ada, one, first)).rejects.toMatchObject({ code: 'conflict' });
    expect(await read(one)).toMatchObject({ history: [], decided: { accepted: 0 } });
    const ignored = await as(ada, 'listChanges', {
      params: pathOf(one),
      query: { kind: 'ignored' },
    });
    expect(ignored.changes).toMatchObject([{ decision: { decision: 'flaky', by: 'Ada' } }]);
  });

  describe('by the rules of a project', () => {
    test('it takes two people, and the same one twice is one', async () => {
      const { admin, member } = await tenantWith({ reviewers: 2 }, 'two');
      const one = await record({ changed: 1, added: 0, deleted: 0, unchanged: 0 }, admin);
      const [id = 0] = one.after;
      await accept(admin, one, id);
      expect(await accept(admin, one, id)).toMatchObject({ state: 'needs-review' });
      expect((await list(one, {}, admin)).changes[0]?.decision).toMatchObject({
        decision: 'accepted',
        by: 'two',
        settled: false,
      });
      expect(await accept(member, one, id)).toMatchObject({ state: 'success' });
      await reject(member, one, id);
      expect(await accept(member, one, id)).toMatchObject({ state: 'needs-review' });
    });

    test('nobody accepts what they changed, but may reject it', async () => {
      const { admin, member } = await tenantWith({ ownChanges: false }, 'own');
      const one = await record({ changed: 2, added: 0, deleted: 0, unchanged: 0 }, admin);
      const { email } = await installation.server.ctx.db
        .selectFrom('person')
        .select('email')
        .where('id', '=', member.userId)
        .executeTakeFirstOrThrow();
      for (const author of [email.toUpperCase(), `Some Body <${email}>`]) {
        await installation.server.ctx.db
          .updateTable('comparison')
          .set({ author })
          .where('id', '=', one.comparisonId)
          .execute();
        const everything = { kind: 'everything' } as const;
        await expect(decide(member, one, 'accepted', everything)).rejects.toMatchObject({
          code: 'forbidden',
        });
        expect(await decide(member, one, 'rejected', everything)).toMatchObject({
          state: 'failure',
        });
        expect(await decide(admin, one, 'accepted', everything)).toMatchObject({
          state: 'success',
        });
      }
    });

    test('only administrators decide', async () => {
      const { admin, member, params, body } = await tenantWith({ deciders: 'admins' }, 'admins');
      const one = await record({ changed: 1, added: 0, deleted: 0, unchanged: 0 }, admin);
      const [id = 0] = one.after;
      await expect(reject(member, one, id)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await reject(admin, one, id)).toMatchObject({ state: 'failure' });
      await expect(as(member, 'setReviewRules', { params, body })).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect(await as(member, 'getReviewRules', { params })).toMatchObject({ rules: body });
    });

    test('components have owners, who alone accept them', async () => {
      const name = 'owned';
      const { admin, member, params, body } = await tenantWith({}, name);
      const { email } = await installation.server.ctx.db
        .selectFrom('person')
        .select('email')
        .where('id', '=', member.userId)
        .executeTakeFirstOrThrow();
      const owners = [
        { component: 'component-00000[12]', people: ['nobody@example.org'] },
        { component: '*-000001', people: [email] },
        { component: 'component-00000*', people: ['nobody@example.org', email.toUpperCase()] },
      ];
      const one = await record({ changed: 3, added: 1, deleted: 0, unchanged: 0 }, admin);
      await as(admin, 'setReviewRules', { params, body: { ...body, owners } });
      await expect(accept(admin, one, one.after[1] ?? 0)).rejects.toMatchObject({
        code: 'forbidden',
      });
      // What is nobody's is left over for everybody.
      expect(await decide(admin, one, 'accepted', { kind: 'undecided' })).toMatchObject({
        decided: { accepted: 1 },
        state: 'needs-review',
      });
      expect(await decide(member, one, 'accepted', { kind: 'undecided' })).toMatchObject({
        decided: { accepted: 4 },
        state: 'success',
      });
      expect(await reject(admin, one, one.after[1] ?? 0)).toMatchObject({ state: 'failure' });

      const twice = { ...body, owners: [...owners, ...owners] };
      await expect(as(admin, 'setReviewRules', { params, body: twice })).rejects.toMatchObject({
        code: 'invalid_request',
      });
    });

    test('what was accepted elsewhere may have to be looked at again', async () => {
      const { admin } = await tenantWith({ remember: false }, 'forget');
      const { db } = installation.server.ctx;
      const one = await record({ changed: 1, added: 0, deleted: 0, unchanged: 0 }, admin);
      const again = await record({ changed: 1, added: 0, deleted: 0, unchanged: 0 }, admin);
      await db
        .updateTable('comparison')
        .set({ changed_before: one.before, changed_after: one.after })
        .where('id', '=', again.comparisonId)
        .execute();
      await decide(admin, one, 'accepted', { kind: 'everything' });
      expect(await read(again, admin)).toMatchObject({ state: 'needs-review' });
    });
  });

  test('rows are found by words in any order, or by their letters where no word is right', async () => {
    const one = await record({ changed: 12, added: 0, deleted: 0, unchanged: 0 });
    expect((await list(one, { filter: 'chrome COMPONENT-000003 default' })).total).toBe(1);
    expect((await list(one, { filter: 'cmpnt-000003' })).total).toBe(1);
    expect((await list(one, { filter: 'safari' })).total).toBe(0);
    expect((await list(one, { target: 'chrome' })).total).toBe(12);
    expect((await list(one, { target: 'firefox' })).total).toBe(0);
  });

  test('ten thousand changes are accepted in one request', async () => {
    const one = await record({ changed: 10_000, added: 0, deleted: 0, unchanged: 0 });
    expect(await decide(ada, one, 'accepted', { kind: 'everything' })).toMatchObject({
      state: 'success',
      review: { pairs: 10_000 },
    });
  });
});
