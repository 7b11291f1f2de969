import type { Operations, ResponseOf } from '@twinlens/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../context.ts';
import { noSuchComparison } from './comparison.ts';
import { findOrigins, unknownOrigin } from './origins.ts';
import { viewPicture } from './picture.ts';
import { namedRows, type PageInput, pageOfRows } from './row-page.ts';

type ChangesView = ResponseOf<Operations['listChanges']>;

export type ChangeKind = 'changed' | 'added' | 'deleted' | 'unchanged' | 'ignored';

/** The pairs of each kind, from the arrays of one comparison. */
const pairsOf: Record<ChangeKind, (comparisonId: number) => RawBuilder<unknown>> = {
  changed: (id) => changedPairs(id, sql`not`),
  ignored: (id) => changedPairs(id, sql``),
  added: (id) => sql`
    select null::int as before_id, unnest(added) as after_id from comparison where id = ${id}`,
  deleted: (id) => sql`
    select unnest(deleted) as before_id, null::int as after_id from comparison where id = ${id}`,
  unchanged: (id) => sql`
    select snapshot_id as before_id, snapshot_id as after_id
    from comparison c
    join report r on r.id = c.after_report_id, unnest(r.snapshot_ids) as snapshot_id
    where c.id = ${id} and snapshot_id not in (
      select unnest(changed_after || added) from comparison where id = ${id})`,
};

function changedPairs(comparisonId: number, not: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select pair.before_id, pair.after_id
    from comparison c, unnest(c.changed_before, c.changed_after) as pair (before_id, after_id)
    where c.id = ${comparisonId} and ${not} exists (
      select 1 from flaky_pair f where f.project_id = c.project_id
        and f.before_id = pair.before_id and f.after_id = pair.after_id)`;
}

/**
 * A page of one kind of rows of a comparison; three queries, none of which reads a picture.
 *
 * @throws TwinlensError `not_found`
 */
export async function listChanges({
  ctx,
  input,
}: {
  ctx: Context;
  input: PageInput & { accountId: number; comparisonId: number; kind: ChangeKind };
}): Promise<ChangesView> {
  const { accountId, comparisonId } = input;
  const comparison = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .select('after_report_id as afterReportId')
    .where('comparison.id', '=', comparisonId)
    .where('project.account_id', '=', accountId)
    .executeTakeFirst();
  if (comparison === undefined) throw noSuchComparison();

  const pairs = pairsOf[input.kind](comparisonId);
  const { rows } = await pageOfRows(pairs, input).execute(ctx.db);
  const named = namedRows(rows);
  const origins = await findOrigins(
    ctx.db,
    comparison.afterReportId ?? 0,
    named.flatMap(({ afterId }) => afterId ?? []),
  );
  const changes = named.map((row) => ({
    component: row.component,
    variant: row.variant,
    target: row.target,
    before:
      row.beforeId === null
        ? null
        : {
            snapshotId: row.beforeId,
            image: viewPicture(ctx, accountId, row.beforeImage),
          },
    after:
      row.afterId === null
        ? null
        : {
            snapshotId: row.afterId,
            image: viewPicture(ctx, accountId, row.afterImage),
            ...(origins.get(row.afterId) ?? unknownOrigin),
          },
  }));
  return { total: rows[0]?.total ?? 0, changes };
}
