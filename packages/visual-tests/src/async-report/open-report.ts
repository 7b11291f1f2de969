import { sql } from 'kysely';
import type { Context } from '../context.ts';

interface ReportHead {
  sha: string;
  nonce?: string | undefined;
  link?: string | undefined;
  message?: string | undefined;
  /** Whose key asks, when it is that of a pull request. */
  madeUnder?: string | null;
}

/**
 * Begins a report; the ones still in the making for the commit are given up, and comparisons that
 * failed with an earlier one wait again. The account must be held.
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
  await ctx.db
    .updateTable('comparison')
    .set({ state: 'pending', error: null, completed_at: null })
    .where('project_id', '=', projectId)
    .where('sha2', '=', head.sha)
    .where('error', 'is not', null)
    .execute();
  const { id } = await ctx.db
    .insertInto('async_report')
    .values({
      project_id: projectId,
      sha: head.sha,
      nonce: head.nonce ?? null,
      link: head.link || null,
      message: head.message || null,
      made_under: head.madeUnder ?? null,
      state: head.nonce === undefined ? 'pending' : 'open',
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Adds requests to a report. What comes late, after finalize and completion, sends the report back
 * to waiting, so that nothing a client has sent is lost.
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
  if (added.length === 0) return;
  await ctx.db
    .updateTable('async_report')
    .set({ state: 'pending', completed_at: null })
    .where('id', '=', asyncReportId)
    .where('state', '=', 'completed')
    .execute();
}
