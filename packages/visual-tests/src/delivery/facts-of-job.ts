import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { JobState } from '../db/schema.ts';
import { countChanges } from '../view/counts.ts';
import type { ProjectFacts } from './status-of-job.ts';

/** With what the pictures of its changes are found by. */
export interface ComparedProject extends ProjectFacts {
  projectId: number;
  comparisonId: number | null;
}

/** What there is to say of a job's projects, by name. */
export async function findFacts(ctx: Context, jobId: number): Promise<ComparedProject[]> {
  const rows = await ctx.db
    .selectFrom('job_project as jp')
    .innerJoin('job', 'job.id', 'jp.job_id')
    .innerJoin('project', 'project.id', 'jp.project_id')
    .leftJoin('comparison as c', (join) =>
      join
        .onRef('c.project_id', '=', 'jp.project_id')
        .onRef('c.sha1', '=', 'job.sha1')
        .onRef('c.sha2', '=', 'job.sha2')
        .on('c.chosen_by', 'is', null),
    )
    .select(['project.id as projectId', 'project.name', 'jp.state', 'jp.message'])
    .select([
      'c.id as comparisonId',
      sql<boolean>`coalesce(c.untold, false)`.as('untold'),
      sql<number>`coalesce(cardinality(c.accepted), 0)`.as('accepted'),
      sql<number>`coalesce(cardinality(c.rejected), 0)`.as('rejected'),
    ])
    .where('jp.job_id', '=', jobId)
    .orderBy('project.name')
    .execute();
  const counts = await countChanges(
    ctx.db,
    rows.flatMap(({ comparisonId }) => comparisonId ?? []),
  );
  return rows.map(({ untold, ...row }) => ({
    ...row,
    state: untold ? ('pending' satisfies JobState) : row.state,
    counts: counts.get(row.comparisonId ?? 0) ?? null,
  }));
}
