import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { AsyncReportState } from '../db/schema.ts';

/** How a commit stands in a project: the report it has, and the newest one in the making. */
export interface Standing {
  sha: string;
  reportId: number | null;
  asyncReport: { id: number; state: AsyncReportState; error: string | null } | null;
}

/** The standing of each of these commits that has any. */
export async function findStandings(
  ctx: Context,
  projectId: number,
  shas: string[],
): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>();
  if (shas.length === 0) return standings;
  const reports = await ctx.db
    .selectFrom('report')
    .select(['id', 'sha'])
    .where('project_id', '=', projectId)
    .where(sql<boolean>`sha = any(${shas}::text[])`)
    .execute();
  for (const { id, sha } of reports) standings.set(sha, { sha, reportId: id, asyncReport: null });
  const asyncReports = await ctx.db
    .selectFrom('async_report')
    .distinctOn('sha')
    .select(['id', 'sha', 'state', 'error'])
    .where('project_id', '=', projectId)
    .where(sql<boolean>`sha = any(${shas}::text[])`)
    .where('state', '<>', 'replaced')
    .orderBy('sha')
    .orderBy('id', 'desc')
    .execute();
  for (const { sha, ...asyncReport } of asyncReports) {
    standings.set(sha, { sha, reportId: standings.get(sha)?.reportId ?? null, asyncReport });
  }
  return standings;
}
