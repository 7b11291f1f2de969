import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** How many of these changed pairs of snapshots were reported as flaky, and not taken back. */
export async function countFlaky(
  ctx: Context,
  projectId: number,
  changed: { before: { id: number }; after: { id: number } }[],
): Promise<number> {
  if (changed.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
    from flaky_pair f
    join unnest(
      ${changed.map(({ before }) => before.id)}::integer[],
      ${changed.map(({ after }) => after.id)}::integer[]
    ) as pair (before_id, after_id)
      on pair.before_id = f.before_id and pair.after_id = f.after_id
    where f.project_id = ${projectId}`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}
