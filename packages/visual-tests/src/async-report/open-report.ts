import { sql } from 'kysely';
import type { Context } from '../context.ts';

interface ReportHead {
  sha: string;
  nonce?: string | undefined;
  /** Whether more is added to it until somebody says that it is complete; always so with a nonce. */
  collects?: boolean;
  link?: string | undefined;
  message?: string | undefined;
  /** Whose key asks, when it is that of a pull request. */
  madeUnder?: string | null;
}

/**
 * Begins a report; the ones still in the making for the commit are given up, and comparisons of the
 * commit wait for the new one. The account must be held.
 */
export async function openReport(
  ctx: Context,
  projectId: number,
  head: ReportHead,
): Promise<number> {
  await ctx.db
    .updateTable('async_report')
    .set({ state: 'replaced', completed_at: ctx.now() })
    .where('project_id', '=', projectId)
    .where('sha', '=', head.sha)
    .where('state', 'in', ['open', 'pending'])
    .execute();
  await waitAgain(ctx, projectId, head.sha);
  const { id } = await ctx.db
    .insertInto('async_report')
    .values({
      project_id: projectId,
      sha: head.sha,
      nonce: head.nonce ?? null,
      link: head.link || null,
      message: head.message || null,
      made_under: head.madeUnder ?? null,
      state: head.nonce === undefined && head.collects !== true ? 'pending' : 'open',
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Adds requests to a report. What comes late, after finalize, completion or a failure, sends the
 * report back to waiting, so that nothing a client has sent is lost.
 */
export async function addRequests(
  ctx: Context,
  asyncReportId: number,
  requestIds: number[],
): Promise<void> {
  const { rows: added } = await sql`
    insert into async_report_request (async_report_id, snap_request_id)
    select ${asyncReportId}::integer, unnest(${requestIds}::integer[])
    on conflict do nothing
    returning snap_request_id`.execute(ctx.db);
  if (added.length > 0) await resume(ctx, asyncReportId);
}

/**
 * Lets a report wait for what it needs now, if it had ended. One that was begun before another of its
 * commit stays as it is: the later attempt is the one that counts.
 */
export async function resume(ctx: Context, asyncReportId: number): Promise<void> {
  if (!(await isLatest(ctx, asyncReportId))) return;
  const resumed = await ctx.db
    .updateTable('async_report')
    .set({
      state: sql`case when finalized_at is null and (nonce is not null or state = 'open')
        then 'open' else 'pending' end`,
      error: null,
      completed_at: null,
    })
    .where('id', '=', asyncReportId)
    .where('state', 'in', ['open', 'completed', 'failed'])
    .returning(['project_id', 'sha'])
    .executeTakeFirst();
  if (resumed !== undefined) await waitAgain(ctx, resumed.project_id, resumed.sha);
}

/** Whether no report of the same commit was begun after this one. */
export async function isLatest(ctx: Context, asyncReportId: number): Promise<boolean> {
  const later = await ctx.db
    .selectFrom('async_report as later')
    .innerJoin('async_report as report', (join) =>
      join
        .onRef('report.project_id', '=', 'later.project_id')
        .onRef('report.sha', '=', 'later.sha')
        .onRef('report.id', '<', 'later.id'),
    )
    .select('later.id')
    .where('report.id', '=', asyncReportId)
    .executeTakeFirst();
  return later === undefined;
}

/** What was compared with an earlier report of the commit is out of date; decisions on it stay. */
async function waitAgain(ctx: Context, projectId: number, sha: string): Promise<void> {
  await ctx.db
    .updateTable('comparison')
    .set({ state: 'pending', error: null, completed_at: null })
    .where('project_id', '=', projectId)
    .where('sha2', '=', sha)
    .where('state', '<>', 'pending')
    .execute();
}
