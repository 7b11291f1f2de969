/** A comparison as the pages show it. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { type Selectable, sql } from 'kysely';
import { isMade, standingOf, verdictOf } from '../comparison/rules.ts';
import type { Context } from '../context.ts';
import type { ComparisonTable, ReviewTable } from '../db/schema.ts';
import { compareBrowsers } from './captured-with.ts';
import { countOrigins } from './count-origins.ts';
import { countChanges, noCounts } from './counts.ts';
import { addProgress, findLatestAsyncReports, findProgress } from './progress.ts';
import { viewRerendering } from './rerendering.ts';

export type ComparisonView = ResponseOf<Operations['getComparison']>;

type ComparisonRow = Omit<
  Selectable<ComparisonTable>,
  | 'changed_before'
  | 'changed_after'
  | 'added'
  | 'deleted'
  | 'unstable'
  | 'tolerated'
  | 'tolerated_why'
  | 'trace'
  | 'to_look_at'
  | 'untold'
  | 'accepted'
  | 'rejected'
  | 'remembered'
  | 'rerendered_at'
> & { project_name: string; accepted: number; rejected: number; remembered: number };

export const noSuchComparison = () => new TwinlensError('not_found', 'there is no such comparison');

/** Comparisons of an account, without the arrays, which may be long. */
function selectComparison(ctx: Context, accountId: number) {
  return ctx.db
    .selectFrom('comparison as c')
    .innerJoin('project', 'project.id', 'c.project_id')
    .innerJoin('account', 'account.id', 'project.account_id')
    .where('account.id', '=', accountId)
    .select([
      'c.id',
      'c.project_id',
      'c.sha1',
      'c.sha2',
      'c.link',
      'c.message',
      'c.author',
      'c.notify',
      'c.fallback_shas',
      'c.deep_compare',
      'c.policy',
      'c.state',
      'c.error',
      'c.baseline',
      'c.baseline_trail',
      'c.chosen_by',
      'c.before_report_id',
      'c.after_report_id',
      'c.rerendered_by',
      'c.rerenderings',
      'c.unchanged_count',
      'c.created_at',
      'c.completed_at',
      'project.name as project_name',
    ])
    .select([
      sql<number>`cardinality(c.accepted)`.as('accepted'),
      sql<number>`cardinality(c.rejected)`.as('rejected'),
      sql<number>`cardinality(c.remembered)`.as('remembered'),
    ]);
}

/** @throws TwinlensError `not_found` */
export async function getComparison({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; projectId: number; sha1: string; sha2: string };
}): Promise<ComparisonView> {
  const row = await selectComparison(ctx, input.accountId)
    .where('c.project_id', '=', input.projectId)
    .where('c.sha1', '=', input.sha1)
    .where('c.sha2', '=', input.sha2)
    .executeTakeFirst();
  if (row === undefined) throw noSuchComparison();
  return viewComparison(ctx, input.accountId, row);
}

/** @throws TwinlensError `not_found` */
export async function getComparisonById({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; comparisonId: number };
}): Promise<ComparisonView> {
  const row = await selectComparison(ctx, input.accountId)
    .where('c.id', '=', input.comparisonId)
    .executeTakeFirst();
  if (row === undefined) throw noSuchComparison();
  return viewComparison(ctx, input.accountId, row);
}

async function viewComparison(
  ctx: Context,
  accountId: number,
  row: ComparisonRow,
): Promise<ComparisonView> {
  const counts = await countChanges(ctx.db, [row.id]);
  const reviews = await ctx.db
    .selectFrom('review')
    .selectAll()
    .where('comparison_id', '=', row.id)
    .orderBy('id', 'desc')
    .execute();
  const job = await ctx.db
    .selectFrom('job')
    .leftJoin('job_project', (join) =>
      join
        .onRef('job_project.job_id', '=', 'job.id')
        .on('job_project.project_id', '=', row.project_id),
    )
    .select(['job.id', 'job_project.state', 'job_project.message'])
    .where('job.account_id', '=', accountId)
    .where('job.sha1', '=', row.sha1)
    .where('job.sha2', '=', row.sha2)
    .executeTakeFirst();
  const state = standingOf(row.state, job?.state ?? null);
  const reports = { before: row.before_report_id, after: row.after_report_id };
  const browsers = isMade(row) ? await compareBrowsers(ctx.db, reports) : [];
  const { accepted, rejected, remembered } = row;
  const verdict = verdictOf(row);
  const deciding = reviews.find((one) => one.undone_at === null && one.decision === verdict);
  return {
    id: row.id,
    project: { id: row.project_id, name: row.project_name },
    sha1: row.sha1,
    sha2: row.sha2,
    state,
    counts: counts.get(row.id) ?? noCounts,
    link: row.link,
    message: row.message,
    author: row.author,
    createdAt: row.created_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    baseline: row.baseline,
    baselineTrail: row.baseline_trail,
    deepCompare: row.deep_compare,
    policy: isMade(row) ? row.policy : null,
    progress: state === 'pending' ? await findOpenProgress(ctx, row) : null,
    origins:
      isMade(row) && row.after_report_id !== null
        ? await countOrigins(ctx.db, row.after_report_id)
        : null,
    browsers,
    rerendering: await viewRerendering(ctx, row, browsers),
    error: row.error ?? (state === 'failure' ? (job?.message ?? null) : null),
    decided: { accepted, rejected, remembered },
    review: deciding === undefined ? null : viewReview(deciding),
    history: reviews.map((review) => ({
      ...viewReview(review),
      undoneBy: review.undone_by_name,
      undoneAt: review.undone_at?.toISOString() ?? null,
    })),
    jobId: job?.id ?? null,
    chosenBy: row.chosen_by,
  };
}

function viewReview(row: Selectable<ReviewTable>) {
  const { id, decision, comment, scope, pairs } = row;
  return { id, decision, by: row.by_name, at: row.at.toISOString(), comment, scope, pairs };
}

/** Progress of the reports a pending comparison waits for; null when they are complete. */
async function findOpenProgress(
  ctx: Context,
  { project_id: projectId, sha1, sha2 }: ComparisonRow,
): Promise<ComparisonView['progress']> {
  const reports = await findLatestAsyncReports(ctx.db, [
    { projectId, sha: sha1 },
    { projectId, sha: sha2 },
  ]);
  const open = reports.filter(({ state }) => state === 'open' || state === 'pending');
  if (open.length === 0) return null;
  const progress = await findProgress(
    ctx.db,
    open.map(({ id }) => id),
  );
  return addProgress(progress.values());
}
