import { chooseLatest } from '../baseline/choose-latest.ts';
import type { Context } from '../context.ts';

export interface LatestReport {
  id: number;
  sha: string;
  completedAt: Date;
}

/**
 * The report that stands for a project: the latest one that passed, was accepted or is of a default
 * branch. Null when there is none.
 */
export async function findLatestReport(
  ctx: Context,
  projectId: number,
): Promise<LatestReport | null> {
  const latest = await chooseLatest(ctx, projectId, '', null);
  if (latest === null) return null;
  return ctx.db
    .selectFrom('report')
    .select(['id', 'sha', 'completed_at as completedAt'])
    .where('id', '=', latest.reportId)
    .executeTakeFirstOrThrow();
}

export const viewLatest = (latest: LatestReport | null) =>
  latest && { sha: latest.sha, completedAt: latest.completedAt.toISOString() };
