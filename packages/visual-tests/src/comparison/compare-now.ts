import { createHash } from 'node:crypto';
import { type ComparisonResult, TwinlensError } from '@twinlens/contract';
import { type Selectable, sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import type { ComparisonTable } from '../db/schema.ts';
import { ensureJob } from '../job/ensure-job.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { ensureProject } from '../project/find-project.ts';
import { type ClientSnapshot, viewSnapshots } from '../report/client-snapshots.ts';
import { findStandings } from '../report/find-standings.ts';
import { noReport } from '../report/report-status.ts';
import { requireOwnReports } from '../repository/require-own.ts';
import { comparisonUrl, statusImageUrl } from '../view/urls.ts';
import { type RequestComparison, upsertComparison } from './request-comparison.ts';
import { settleComparisons } from './settle-comparisons.ts';

/**
 * Compares two reports within the call, anew each time, and answers all of it.
 *
 * @throws TwinlensError `not_found` without a later report; `conflict` while a report is not ready;
 *   `invalid_request` for a commit with itself
 */
export async function compareNow({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: RequestComparison;
}): Promise<ComparisonResult> {
  const { accountId } = caller;
  const { sha1, sha2 } = input;
  if (sha1 === sha2) {
    throw new TwinlensError('invalid_request', 'a commit cannot be compared with itself');
  }
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await ensureProject(inner, accountId, input.project);
    await requireOwnReports(inner, caller, projectId, sha2);
    const after = (await findStandings(inner, projectId, [sha2])).get(sha2);
    if (after === undefined) throw noReport({ sha: sha2, project: input.project });
    await ensureJob(inner, { ...caller, projectId, sha1, sha2 }, input);
    const id = await upsertComparison(inner, projectId, input);
    await inner.db
      .updateTable('comparison')
      .set({ state: 'pending', error: null, completed_at: null })
      .where('id', '=', id)
      .execute();
    const settled = await settleComparisons(inner, projectId, [], (comparisonId, error) => {
      if (comparisonId === id) throw error;
    });
    for (const sha of new Set([sha2, ...settled])) await refreshJobs(inner, projectId, sha);
    const row = await inner.db
      .selectFrom('comparison')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (row.state === 'pending') {
      throw new TwinlensError(
        'conflict',
        `the reports of ${sha1} and ${sha2} are not both complete yet: ask again when they are, or send "isAsync": true`,
      );
    }
    if (row.error !== null) {
      throw new TwinlensError('conflict', `there is nothing to compare, as ${row.error}`);
    }
    return viewResult(inner, accountId, row);
  });
}

/**
 * All of a comparison that has been made.
 * @throws TwinlensError `not_found` where there is none (any more)
 */
export async function readComparisonResult({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; comparisonId: number };
}): Promise<ComparisonResult> {
  const row = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .selectAll('comparison')
    .where('comparison.id', '=', input.comparisonId)
    .where('project.account_id', '=', input.accountId)
    .executeTakeFirst();
  if (row === undefined) throw new TwinlensError('not_found', 'there is no such comparison');
  return viewResult(ctx, input.accountId, row);
}

async function viewResult(
  ctx: Context,
  accountId: number,
  row: Selectable<ComparisonTable>,
): Promise<ComparisonResult> {
  const { project_id: projectId, changed_before: before, changed_after: after } = row;
  const flaky = await findFlaky(ctx, row);
  const sameIds = await findUnchanged(ctx, row);
  const kindOf = kindsOfPairs(row, flaky);
  const toleratedIds = after.filter((id, index) => kindOf(before[index] ?? 0, id) === 'tolerated');
  // Clients that ask for a tolerance take what is within it for the same.
  const unchangedIds = [...sameIds, ...toleratedIds].sort((a, b) => a - b);
  const ids = [...before, ...after, ...row.added, ...row.deleted, ...unchangedIds];
  const snapshots = await viewSnapshots(ctx, accountId, ids);
  const view = (wanted: number[]) => wanted.flatMap((id) => snapshots.get(id) ?? []);
  const pairs = before.map((id, index) => ({
    kind: kindOf(id, after[index] ?? 0),
    pair: view([id, after[index] ?? 0]),
  }));
  const { shown = [], ignored = [], unstable = [] } = Object.groupBy(pairs, ({ kind }) => kind);
  const diffs: ClientSnapshot[][] = shown.map(({ pair }) => pair);
  // Clients know two kinds of pairs: those that count, and those that do not.
  const ignoredDiffs: ClientSnapshot[][] = [...ignored, ...unstable].map(({ pair }) => pair);
  const equal = diffs.length + row.added.length + row.deleted.length === 0;
  const content = [before, after, row.added, row.deleted, [...flaky], row.unstable, row.tolerated];
  const compareUrl = comparisonUrl(ctx, accountId, projectId, row);
  const success = row.state === 'success';
  const verdict = equal ? 'No differences were found.' : 'Differences were found.';
  return {
    diffs,
    ignoredDiffs,
    added: view(row.added),
    deleted: view(row.deleted),
    unchanged: view(unchangedIds),
    hash: createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32),
    summary: [
      !equal && success ? `${verdict} They have been accepted.` : verdict,
      `${diffs.length} changed, ${row.added.length} added, ${row.deleted.length} deleted, ${sameIds.length} unchanged, ${ignored.length} ignored, ${unstable.length} unstable, ${toleratedIds.length} tolerated`,
      compareUrl,
    ].join('\n'),
    statusImageUrl: statusImageUrl(ctx, accountId, projectId, row),
    compareUrl,
    equal,
    status: success ? 'success' : 'failure',
  };
}

/** What a changed pair counts as, by the ids of its snapshots. */
function kindsOfPairs(
  { unstable, tolerated }: Pick<Selectable<ComparisonTable>, 'unstable' | 'tolerated'>,
  flaky: Set<string>,
) {
  const unstableIds = new Set(unstable);
  const toleratedIds = new Set(tolerated);
  return (before: number, after: number) => {
    if (flaky.has(`${before} ${after}`)) return 'ignored';
    if (unstableIds.has(after)) return 'unstable';
    return toleratedIds.has(after) ? 'tolerated' : 'shown';
  };
}

async function findUnchanged(ctx: Context, row: Selectable<ComparisonTable>): Promise<number[]> {
  const report = await ctx.db
    .selectFrom('report')
    .select('snapshot_ids')
    .where('id', '=', row.after_report_id)
    .executeTakeFirst();
  const differing = new Set([...row.changed_after, ...row.added]);
  return (report?.snapshot_ids ?? []).filter((id) => !differing.has(id));
}

/** Pairs of the comparison that are ignored, as "before after". */
async function findFlaky(
  ctx: Context,
  {
    project_id: projectId,
    changed_before: before,
    changed_after: after,
  }: Selectable<ComparisonTable>,
): Promise<Set<string>> {
  const { rows } = await sql<{ before: number; after: number }>`
    select f.before_id as before, f.after_id as after from flaky_pair f
    join unnest(${before}::integer[], ${after}::integer[]) as pair (before_id, after_id)
      on pair.before_id = f.before_id and pair.after_id = f.after_id
    where f.project_id = ${projectId}
    order by 1, 2`.execute(ctx.db);
  return new Set(rows.map((pair) => `${pair.before} ${pair.after}`));
}
