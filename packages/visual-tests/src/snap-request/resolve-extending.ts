import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { ExtendsReport, ResultEntry } from '../db/schema.ts';
import { findStandings } from '../report/find-standings.ts';
import { loadReportSnapshots, type ReportSnapshot } from '../report/load-snapshots.ts';
import { exampleMatcher } from '../report/match-examples.ts';

/** The snapshots of a report that are borrowed: those named, in every target. */
function borrow(
  snapshots: ReportSnapshot[],
  extendedSnaps: ExtendsReport['extendedSnaps'],
): ResultEntry[] {
  return snapshots
    .filter(exampleMatcher(extendedSnaps))
    .map(({ component, variant, target, imageId }) => ({
      component,
      variant,
      target,
      imageId,
      renderMs: 0,
      waitMs: 0,
      screenshotMs: 0,
    }));
}

/**
 * Ends the requests that wait to borrow from the report of this commit, as it has ended itself.
 * @returns ids of the requests that are over now
 */
export async function resolveExtending(
  ctx: Context,
  projectId: number,
  sha: string,
): Promise<number[]> {
  const waiting = await ctx.db
    .selectFrom('snap_request')
    .select(['id', 'extends'])
    .where('type', '=', 'extends-report')
    .where('state', '=', 'queued')
    .where(sql<boolean>`extends->>'extendsSha' = ${sha}`)
    .where(sql<boolean>`(extends->>'projectId')::integer = ${projectId}`)
    .orderBy('id')
    .execute();
  if (waiting.length === 0) return [];
  const reportId = (await findStandings(ctx, projectId, [sha])).get(sha)?.reportId ?? null;
  const snapshots = reportId === null ? [] : await loadReportSnapshots(ctx, reportId);
  for (const request of waiting) {
    const outcome =
      reportId === null
        ? ({ state: 'failed', error: `the report of ${sha}, to borrow from, failed` } as const)
        : ({
            state: 'done',
            result: JSON.stringify(borrow(snapshots, request.extends?.extendedSnaps ?? [])),
          } as const);
    await ctx.db
      .updateTable('snap_request')
      .set({ ...outcome, finished_at: ctx.now() })
      .where('id', '=', request.id)
      .execute();
  }
  return waiting.map((request) => request.id);
}
