import { sql } from 'kysely';
import type { Context } from '../context.ts';

export interface ReportSnapshot {
  id: number;
  component: string;
  variant: string;
  target: string;
  imageId: number;
}

/** Snapshots by id, ordered by id. */
export async function loadSnapshots(ctx: Context, ids: number[]): Promise<ReportSnapshot[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .selectFrom('snapshot')
    .select(['id', 'component', 'variant', 'target', 'image_id as imageId'])
    .where(sql<boolean>`id = any(${ids}::integer[])`)
    .orderBy('id')
    .execute();
}

/** Every snapshot of a report, ordered by id. */
export async function loadReportSnapshots(
  ctx: Context,
  reportId: number,
): Promise<ReportSnapshot[]> {
  const report = await ctx.db
    .selectFrom('report')
    .select('snapshot_ids')
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow();
  return loadSnapshots(ctx, report.snapshot_ids);
}
