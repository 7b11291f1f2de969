import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { AsyncReportState } from '../db/schema.ts';

/** How a commit stands in a project: the report it has, and the newest one in the making. */
export interface Standing {
  sha: string;
  reportId: number | null;
  /** The pull request whose key made the report; null for any other key's. */
  reportMadeUnder: string | null;
  asyncReport: {
    id: number;
    state: AsyncReportState;
    error: string | null;
    madeUnder: string | null;
  } | null;
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
    .select(['id', 'sha', 'made_under'])
    .where('project_id', '=', projectId)
    .where(sql<boolean>`sha = any(${shas}::text[])`)
    .execute();
  for (const { id, sha, made_under: reportMadeUnder } of reports) {
    standings.set(sha, { sha, reportId: id, reportMadeUnder, asyncReport: null });
  }
  const asyncReports = await ctx.db
    .selectFrom('async_report')
    .distinctOn('sha')
    .select(['id', 'sha', 'state', 'error', 'made_under as madeUnder'])
    .where('project_id', '=', projectId)
    .where(sql<boolean>`sha = any(${shas}::text[])`)
    .where('state', '<>', 'replaced')
    .orderBy('sha')
    .orderBy('id', 'desc')
    .execute();
  for (const { sha, ...asyncReport } of asyncReports) {
    const { reportId = null, reportMadeUnder = null } = standings.get(sha) ?? {};
    standings.set(sha, { sha, reportId, reportMadeUnder, asyncReport });
  }
  return standings;
}

/**
 * What others may build on: anybody who knows its address can make reports under a pull request, so
 * they are a baseline for nothing but that pull request.
 *
 * @param pullRequest whose key asks; null for any other key
 */
export function trustedBy(pullRequest: string | null, standings: Map<string, Standing>) {
  const isTrusted = (madeUnder: string | null) => madeUnder === null || madeUnder === pullRequest;
  const trusted = new Map<string, Standing>();
  for (const [sha, { reportId, reportMadeUnder, asyncReport }] of standings) {
    trusted.set(sha, {
      sha,
      reportId: isTrusted(reportMadeUnder) ? reportId : null,
      reportMadeUnder,
      asyncReport: asyncReport !== null && isTrusted(asyncReport.madeUnder) ? asyncReport : null,
    });
  }
  return trusted;
}
