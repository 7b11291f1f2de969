import type { Operations, ResponseOf } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findRow, type RowInput, type ThreadRow } from './find-row.ts';

export type ThreadsView = ResponseOf<Operations['listThreads']>;
type ThreadView = ThreadsView['threads'][number];

/**
 * What was said about the pair of pictures of a row, in whichever comparison of the project.
 *
 * @throws TwinlensError `not_found`
 */
export async function listThreads({
  ctx,
  input,
}: {
  ctx: Context;
  input: RowInput;
}): Promise<ThreadsView> {
  return threadsOf(ctx, input, await findRow(ctx, input));
}

/** The same, for a row that was found. */
export async function threadsOf(
  { db }: Context,
  { comparisonId }: RowInput,
  row: ThreadRow,
): Promise<ThreadsView> {
  const { rows } = await sql<
    Omit<ThreadView, 'resolved'> & { resolvedBy: string | null; resolvedAt: Date | null }
  >`
    select t.id, t.place, t.resolved_by_name as "resolvedBy", t.resolved_at as "resolvedAt",
      case when t.comparison_id <> ${comparisonId}
        then jsonb_build_object('sha1', c.sha1, 'sha2', c.sha2) end as elsewhere,
      (
        select jsonb_agg(jsonb_build_object(
          'id', said.id, 'byId', said.by_user, 'by', said.by_name, 'at', said.at, 'text', said.text,
          'mentions', (
            select coalesce(jsonb_agg(person.name order by person.name), '[]')
            from person where person.id = any(said.mentions))
        ) order by said.id)
        from comment said where said.thread_id = t.id
      ) as comments
    from thread t join comparison c on c.id = t.comparison_id
    where t.project_id = ${row.projectId} and t.name_hash = ${row.nameHash}
      and t.before_image is not distinct from ${row.beforeImage}
      and t.after_image is not distinct from ${row.afterImage}
    order by t.id`.execute(db);
  return {
    threads: rows.map(({ resolvedBy, resolvedAt, comments, ...thread }) => ({
      ...thread,
      resolved:
        resolvedBy === null || resolvedAt === null
          ? null
          : { by: resolvedBy, at: resolvedAt.toISOString() },
      comments: comments.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    })),
  };
}
