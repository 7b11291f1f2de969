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
import { type RecordedComparison, recordComparison, type Sizes } from './recorded-comparison.ts';

const sizes: Sizes = { changed: 2, added: 1, deleted: 1, unchanged: 3 };
const onlyChanged = (changed: number): Sizes => ({ changed, added: 0, deleted: 0, unchanged: 1 });

describe.each(databases)('reviewing on $name', ({ create }) => {
  let installation: Installation;
  let ada: Tenant;
  let ben: Tenant;

  beforeAll(async () => {
    installation = await startInstallation({}, await create());
    const { ctx } = installation.server;
    ada = await addTenant(ctx, 'Ada');
    ben = { ...ada, ...(await addPerson(ctx, ada.accountId, 'Ben', 'member')) };
  });
  afterAll(() => installation.close());

  const record = (size = sizes, shas?: { sha1: string; sha2: string }) =>
    recordComparison(installation.server.ctx, ada, size, shas);

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

  const pathOfComparison = ({ comparisonId }: RecordedComparison) => ({
    account: ada.accountId,
    comparison: comparisonId,
  });
  const decide = (person: Tenant, one: RecordedComparison, decision: 'accepted' | 'rejected') =>
    as(person, 'decideComparison', { params: pathOfComparison(one), body: { decision } });
  const undo = (person: Tenant, one: RecordedComparison) =>
    as(person, 'undoDecision', { params: pathOfComparison(one) });
  const read = ({ sha1, sha2 }: RecordedComparison) =>
    as(ada, 'getComparison', {
      params: { account: ada.accountId, project: ada.projectId, sha1, sha2 },
    });
  const readJob = ({ jobId }: RecordedComparison) =>
    as(ada, 'getJob', { params: { account: ada.accountId, job: jobId } });
  const list = (
    one: RecordedComparison,
    kind: 'changed' | 'added' | 'deleted' | 'unchanged' | 'ignored',
    page: { offset?: number; limit?: number; filter?: string } = {},
  ) => as(ada, 'listChanges', { params: pathOfComparison(one), query: { kind, ...page } });

  async function badge({ sha1, sha2 }: Pick<RecordedComparison, 'sha1' | 'sha2'>) {
    const path = `/a/${ada.accountId}/p/${ada.projectId}/compare/${sha1}/${sha2}/status.svg`;
    const answer = await fetch(installation.server.url + path);
    expect(answer.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(answer.headers.get('cache-control')).toContain('no-cache');
    return /<title>twinlens: (.*)<\/title>/.exec(await answer.text())?.[1];
  }

  test('a verdict is stored with its author and comment, and shown wherever the state is', async () => {
    const one = await record();
    expect(await badge(one)).toBe('4 changes');
    const decided = await as(ada, 'decideComparison', {
      params: pathOfComparison(one),
      body: { decision: 'accepted', comment: 'the new header' },
    });
    expect(decided).toMatchObject({
      state: 'success',
      review: { decision: 'accepted', by: 'Ada', comment: 'the new header' },
    });
    expect(await read(one)).toEqual(decided);
    expect((await readJob(one)).state).toBe('success');
    expect(await badge(one)).toBe('accepted');

    const ledger = await installation.server.ctx.db
      .selectFrom('decision')
      .select(['before_image', 'after_image', 'kind', 'by_user'])
      .where('comparison_id', '=', one.comparisonId)
      .execute();
    expect(ledger).toHaveLength(4);
    expect(ledger.filter(({ before_image }) => before_image === null)).toHaveLength(1);
    expect(ledger.filter(({ after_image }) => after_image === null)).toHaveLength(1);
    expect(new Set(ledger.map(({ by_user }) => by_user))).toEqual(new Set([ada.userId]));
  });

  test('the newest verdict counts, and undoing it shows the one before', async () => {
    const one = await record();
    await decide(ada, one, 'accepted');
    const rejected = await decide(ben, one, 'rejected');
    expect(rejected).toMatchObject({ state: 'failure', review: { by: 'Ben' } });
    expect(await badge(one)).toBe('rejected');

    expect(await undo(ada, one)).toMatchObject({ state: 'success', review: { by: 'Ada' } });
    expect(await badge(one)).toBe('accepted');
    const undone = await undo(ada, one);
    expect(undone).toMatchObject({ state: 'needs-review', review: null });
    expect(undone.history).toMatchObject([
      { decision: 'rejected', by: 'Ben', undoneBy: 'Ada', undoneAt: expect.any(String) },
      { decision: 'accepted', by: 'Ada', undoneBy: 'Ada', undoneAt: expect.any(String) },
    ]);
    expect((await readJob(one)).state).toBe('needs-review');
    expect(await badge(one)).toBe('4 changes');
    await expect(undo(ada, one)).rejects.toMatchObject({ code: 'conflict' });

    const standing = await installation.server.ctx.db
      .selectFrom('decision')
      .select('id')
      .where('comparison_id', '=', one.comparisonId)
      .where('undone_at', 'is', null)
      .execute();
    expect(standing).toEqual([]);
  });

  test('of people who decide at once, the last one counts', async () => {
    const one = await record();
    await Promise.all(
      [ada, ben, ada, ben].map((person, index) =>
        decide(person, one, index % 2 === 0 ? 'accepted' : 'rejected'),
      ),
    );
    const { review, history, state, decided } = await read(one);
    expect(history).toHaveLength(4);
    expect(history[0]).toMatchObject({ id: review?.id, decision: review?.decision });
    expect(state).toBe(review?.decision === 'accepted' ? 'success' : 'failure');
    expect(review && decided[review.decision]).toBe(4);
  });

  test('nothing is decided before the pictures are there, or when they never will be', async () => {
    const { db } = installation.server.ctx;
    const one = await record();
    const set = (state: 'pending' | 'failure') =>
      db
        .updateTable('comparison')
        .set({ state, after_report_id: null, error: state === 'failure' ? 'crashed' : null })
        .where('id', '=', one.comparisonId)
        .execute();
    await set('pending');
    expect(await badge(one)).toBe('pending');
    await expect(decide(ada, one, 'accepted')).rejects.toMatchObject({ code: 'conflict' });
    await set('failure');
    expect(await badge(one)).toBe('failed');
    await expect(decide(ada, one, 'accepted')).rejects.toMatchObject({ code: 'conflict' });
    expect((await read(one)).history).toEqual([]);
  });

  test('a badge says what there is to say of any address', async () => {
    expect(await badge(await record(onlyChanged(1)))).toBe('1 change');
    expect(await badge(await record(onlyChanged(0)))).toBe('no changes');
    expect(await badge({ sha1: 'never', sha2: 'seen' })).toBe('no comparison');
  });

  test('a flaky pair is ignored here and in every other comparison it is in', async () => {
    const one = await record(onlyChanged(2));
    const other = await record(onlyChanged(1));
    const [beforeSnapshotId = 0] = one.before;
    const [afterSnapshotId = 0] = one.after;
    // The same two pictures meet again.
    await installation.server.ctx.db
      .updateTable('comparison')
      .set({ changed_before: [beforeSnapshotId], changed_after: [afterSnapshotId] })
      .where('id', '=', other.comparisonId)
      .execute();
    const pair = { beforeSnapshotId, afterSnapshotId };
    const report = () => as(ben, 'reportFlake', { params: pathOfComparison(one), body: pair });

    expect(await report()).toMatchObject({
      state: 'needs-review',
      counts: { changed: 1, ignored: 1 },
    });
    expect(await report()).toMatchObject({ counts: { changed: 1, ignored: 1 } });
    expect(await read(other)).toMatchObject({
      state: 'success',
      counts: { changed: 0, ignored: 1 },
      review: null,
    });
    expect(await readJob(other)).toMatchObject({
      state: 'success',
      projects: [{ comparison: { counts: { changed: 0, ignored: 1 } } }],
    });
    expect(await badge(other)).toBe('no changes');
    expect((await list(one, 'ignored')).changes).toMatchObject([
      { before: { snapshotId: beforeSnapshotId }, after: { snapshotId: afterSnapshotId } },
    ]);
    expect((await list(one, 'changed')).total).toBe(1);

    const forgotten = await as(ada, 'undoFlake', { params: { ...pathOfComparison(one), ...pair } });
    expect(forgotten.counts).toMatchObject({ changed: 2, ignored: 0 });
    expect(await read(other)).toMatchObject({ state: 'needs-review', counts: { changed: 1 } });

    const swapped = { beforeSnapshotId: afterSnapshotId, afterSnapshotId: beforeSnapshotId };
    await expect(
      as(ada, 'reportFlake', { params: pathOfComparison(one), body: swapped }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  describe('two snapshots', () => {
    /** Public ids by snapshot id, as the client that made the report is told them. */
    async function publicIds(...shas: string[]): Promise<Map<number, string>> {
      const options = { origin: installation.server.url, headers: ada.client };
      const lists = await Promise.all(
        shas.map((sha) => call(options, operations.listSnapshots, { params: { sha } })),
      );
      return new Map(
        lists
          .flatMap((list) => list ?? [])
          .map(({ id }) => [Number.parseInt(id.slice(0, 8), 16), id]),
      );
    }
    const readPair = (id1 = '', id2 = '', project = ada.projectId) =>
      as(ada, 'getSnapshotPair', { params: { account: ada.accountId, project, id1, id2 } });

    test('are shown with the comparisons they are in, and with who found them flaky', async () => {
      const { db } = installation.server.ctx;
      const one = await record(onlyChanged(2));
      const later = await record(onlyChanged(1));
      const failed = await record(onlyChanged(1));
      const [beforeSnapshotId = 0] = one.before;
      const [afterSnapshotId = 0] = one.after;
      const again = { changed_before: [beforeSnapshotId], changed_after: [afterSnapshotId] };
      const set = (comparison: RecordedComparison, more: { error?: string } = {}) =>
        db
          .updateTable('comparison')
          .set({ ...again, ...more })
          .where('id', '=', comparison.comparisonId)
          .execute();
      await set(later);
      await set(failed, { error: 'crashed' });
      await decide(ben, later, 'accepted');
      const ids = await publicIds(one.sha1, one.sha2);
      const id1 = ids.get(beforeSnapshotId);
      const id2 = ids.get(afterSnapshotId);
      const example = { component: 'component-000000', variant: 'default', target: 'chrome' };

      expect(await readPair(id1, id2)).toEqual({
        project: { id: ada.projectId, name: 'default' },
        before: { snapshotId: beforeSnapshotId, ...example, image: expect.anything() },
        after: { snapshotId: afterSnapshotId, ...example, image: expect.anything() },
        flake: null,
        comparisons: [
          expect.objectContaining({ id: later.comparisonId, decision: 'accepted' }),
          expect.objectContaining({
            id: one.comparisonId,
            state: 'needs-review',
            decision: 'accepted',
          }),
        ],
      });
      const { changes } = await list(one, 'changed');
      const pair = await readPair(id1, id2);
      expect([pair.before.image, pair.after.image]).toEqual([
        changes[0]?.before?.image,
        changes[0]?.after?.image,
      ]);

      const flake = { beforeSnapshotId, afterSnapshotId };
      await as(ben, 'reportFlake', { params: pathOfComparison(one), body: flake });
      const flaky = await readPair(id1, id2);
      expect(flaky.flake).toEqual({ by: 'Ben', at: expect.any(String) });
      expect(flaky.comparisons).toHaveLength(2);
      expect(await readPair(id2, id1)).toMatchObject({ flake: null, comparisons: [] });
      await as(ada, 'undoFlake', { params: { ...pathOfComparison(one), ...flake } });
      expect((await readPair(id1, id2)).flake).toBeNull();
    });

    test('may be of different examples, or one and the same', async () => {
      const one = await record(onlyChanged(2));
      const ids = await publicIds(one.sha1, one.sha2);
      const [first = 0] = one.before;
      const [, second = 0] = one.after;
      expect(await readPair(ids.get(first), ids.get(second))).toMatchObject({
        before: { component: 'component-000000' },
        after: { component: 'component-000001' },
        comparisons: [],
      });
      const twice = await readPair(ids.get(first), ids.get(first));
      expect(twice.after).toEqual(twice.before);
      expect(twice.comparisons).toEqual([]);
    });

    test('are listed with twenty comparisons at most, the newest first', async () => {
      const { db } = installation.server.ctx;
      const one = await record(onlyChanged(1));
      const made = Array.from({ length: 25 }, (_, index) => ({
        project_id: ada.projectId,
        sha1: `many-${index}`,
        sha2: `times-${one.comparisonId}`,
        state: 'needs-review' as const,
        changed_before: one.before,
        changed_after: one.after,
      }));
      await db.insertInto('comparison').values(made).execute();
      const ids = await publicIds(one.sha1, one.sha2);
      const pair = await readPair(ids.get(one.before[0] ?? 0), ids.get(one.after[0] ?? 0));
      expect(pair.comparisons.map(({ sha1 }) => sha1)).toEqual(
        Array.from({ length: 20 }, (_, index) => `many-${24 - index}`),
      );
    });

    test('are not found under an id nobody was given, nor in another project', async () => {
      const one = await record(onlyChanged(1));
      const ids = [...(await publicIds(one.sha1)).values()];
      const [id = ''] = ids;
      const forged = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
      for (const [id1, id2] of [
        [id, forged],
        [forged, id],
        [id, String(one.after[0])],
      ]) {
        await expect(readPair(id1, id2)).rejects.toMatchObject({ code: 'not_found' });
      }
      const other = await installation.server.ctx.db
        .insertInto('project')
        .values({ account_id: ada.accountId, name: 'other' })
        .returning('id')
        .executeTakeFirstOrThrow();
      await expect(readPair(id, id, other.id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await readPair(id, id)).toMatchObject({ flake: null });
    });
  });

  test('rows come in one order, a page and a filter at a time', async () => {
    const one = await record({ changed: 25, added: 2, deleted: 3, unchanged: 4 });
    const whole = await list(one, 'changed');
    expect(whole.total).toBe(25);
    const names = whole.changes.map(({ component }) => component);
    expect(names).toEqual(names.toSorted());
    const pages = await Promise.all(
      [0, 10, 20].map((offset) => list(one, 'changed', { offset, limit: 10 })),
    );
    expect(pages.flatMap(({ changes }) => changes)).toEqual(whole.changes);
    expect(await list(one, 'changed', { offset: 100 })).toEqual({ total: 25, changes: [] });
    expect(await list(one, 'changed', { filter: 'COMPONENT-00001' })).toMatchObject({ total: 10 });
    expect((await list(one, 'changed', { filter: '%' })).total).toBe(0);

    expect((await list(one, 'added')).changes).toMatchObject([{ before: null }, { before: null }]);
    expect((await list(one, 'deleted')).changes.map(({ after }) => after)).toEqual([
      null,
      null,
      null,
    ]);
    const unchanged = await list(one, 'unchanged');
    expect(unchanged.total).toBe(4);
    for (const { before, after } of unchanged.changes) {
      expect(after?.snapshotId).toBe(before?.snapshotId);
      expect(after).toMatchObject({
        snapRequestId: one.snapRequestId,
        timings: { renderMs: 5, waitMs: 3, screenshotMs: 7 },
      });
    }
  });

  test('a page of jobs ends where the next begins', async () => {
    const tenant = await addTenant(installation.server.ctx, 'jobs');
    const made: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      made.push((await recordComparison(installation.server.ctx, tenant, onlyChanged(1))).jobId);
    }
    const params = { account: tenant.accountId };
    const first = await as(tenant, 'listJobs', { params, query: { limit: 2 } });
    expect(first.more).toBe(true);
    const before = first.jobs.at(-1)?.id ?? 0;
    const second = await as(tenant, 'listJobs', { params, query: { limit: 2, before } });
    expect(second.more).toBe(false);
    expect([...first.jobs, ...second.jobs].map(({ id }) => id)).toEqual(made.toReversed());
    expect(first.jobs[0]).toMatchObject({
      state: 'needs-review',
      projects: [
        {
          project: { name: 'default' },
          comparison: { counts: { changed: 1, unchanged: 1 } },
          asyncReport: { progress: { requestsDone: 1, requestsTotal: 1, examplesCaptured: 1 } },
        },
      ],
    });
  });

  test('ten thousand snapshots can be read, page by page, each once', async () => {
    const one = await record({ changed: 1000, added: 0, deleted: 0, unchanged: 9000 });
    for (const [kind, total] of [
      ['changed', 1000],
      ['unchanged', 9000],
    ] as const) {
      const seen = new Set<string>();
      for (let offset = 0; offset < total; offset += 500) {
        const page = await list(one, kind, { offset, limit: 500 });
        expect(page.total).toBe(total);
        for (const { component } of page.changes) seen.add(component);
      }
      expect(seen.size).toBe(total);
    }
    expect(await decide(ada, one, 'accepted')).toMatchObject({ state: 'success' });
    const report = await as(ada, 'getReport', {
      params: { account: ada.accountId, project: ada.projectId, sha: one.sha2 },
      query: { offset: 9600, limit: 500 },
    });
    expect([report.total, report.snapshots.length, report.carriedOver]).toEqual([10_000, 400, 0]);
  });
});
