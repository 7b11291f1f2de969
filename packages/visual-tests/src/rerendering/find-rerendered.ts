import { sql } from 'kysely';
import type { EndedReport } from '../async-report/advance.ts';
import type { Context } from '../context.ts';

/**
 * What is to be compared again as requests are over that captured baselines once more, and no others
 * are left that the same comparison waits for.
 */
export async function findRerendered(ctx: Context, requestIds: number[]): Promise<EndedReport[]> {
  const { rows } = await sql<EndedReport>`
    select distinct c.project_id as "projectId", c.sha2 as sha
    from comparison c
    where c.rerendered_by is not null and c.rerenderings && ${requestIds}::integer[] and not exists (
      select from snap_request r
      where r.id = any(c.rerenderings) and r.state in ('queued', 'leased')
    )
    order by 1, 2`.execute(ctx.db);
  return rows;
}
