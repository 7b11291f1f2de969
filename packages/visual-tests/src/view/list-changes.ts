import type {
  changeGroups,
  changeOrders,
  DifferenceClass,
  Operations,
  ResponseOf,
  rowStandings,
} from '@twinlens/contract';
import { type RawBuilder, sql } from 'kysely';
import { changedPairs } from '../comparison/changed-pairs.ts';
import type { Context } from '../context.ts';
import { countThreads } from '../thread/count-threads.ts';
import { arrangeChanges } from './arrange-changes.ts';
import { noSuchComparison } from './comparison.ts';
import { decisionsOf } from './decisions.ts';
import { differencesOf, noDifference } from './difference.ts';
import { findOrigins, unknownOrigin } from './origins.ts';
import { type PictureView, pictureColumns, viewPicture } from './picture.ts';
import { namedRows, type PageInput, pageOfRows } from './row-page.ts';

type RowStanding = (typeof rowStandings)[number];
type ChangesView = ResponseOf<Operations['listChanges']>;

export type ChangeKind =
  | 'changed'
  | 'added'
  | 'deleted'
  | 'unchanged'
  | 'ignored'
  | 'unstable'
  | 'tolerated';

/** The pairs of each kind, from the arrays of one comparison. */
const pairsOf: Record<ChangeKind, (comparisonId: number) => RawBuilder<unknown>> = {
  changed: (id) => changedPairs(id, 'changed'),
  ignored: (id) => changedPairs(id, 'ignored'),
  unstable: (id) => changedPairs(id, 'unstable'),
  tolerated: (id) => changedPairs(id, 'tolerated'),
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

/** The pairs of which this was seen. */
const ofClass = (pairs: RawBuilder<unknown>, wanted: DifferenceClass) => sql`
  select pair.before_id, pair.after_id
  from (${pairs}) pair
  join snapshot b on b.id = pair.before_id
  join snapshot a on a.id = pair.after_id
  join diff d on d.before_image = b.image_id and d.after_image = a.image_id
  where d.class = ${wanted}`;

/** The pairs whose later snapshot is of this target; the earlier one of what was deleted. */
const ofTarget = (pairs: RawBuilder<unknown>, target: string) => sql`
  select pair.before_id, pair.after_id
  from (${pairs}) pair
  join snapshot s on s.id = coalesce(pair.after_id, pair.before_id)
  where s.target = ${target}`;

/** The pairs that stand like this in their comparison. */
function standing(pairs: RawBuilder<unknown>, comparisonId: number, wanted: RowStanding) {
  const decided = {
    accepted: sql`in (select unnest(accepted) from comparison where id = ${comparisonId})`,
    rejected: sql`in (select unnest(rejected) from comparison where id = ${comparisonId})`,
    undecided: sql`not in (
      select unnest(accepted || rejected) from comparison where id = ${comparisonId})`,
  };
  return sql`
    select pair.before_id, pair.after_id from (${pairs}) pair
    where coalesce(pair.after_id, pair.before_id) ${decided[wanted]}`;
}

/**
 * A page of one kind of rows of a comparison; a few queries, none of which reads a picture.
 *
 * @throws TwinlensError `not_found`
 */
export async function listChanges({
  ctx,
  input,
}: {
  ctx: Context;
  input: PageInput & {
    accountId: number;
    comparisonId: number;
    kind: ChangeKind;
    class?: DifferenceClass | undefined;
    target?: string | undefined;
    standing?: RowStanding | undefined;
    groupBy: (typeof changeGroups)[number];
    order: (typeof changeOrders)[number];
  };
}): Promise<ChangesView> {
  const { accountId, comparisonId } = input;
  const comparison = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .select(['before_report_id as beforeReportId', 'after_report_id as afterReportId'])
    .where('comparison.id', '=', comparisonId)
    .where('project.account_id', '=', accountId)
    .executeTakeFirst();
  if (comparison === undefined) throw noSuchComparison();

  const { rows } = await pageOfRows(
    pairsToList(input),
    input,
    arrangeChanges(input.groupBy, input.order),
  ).execute(ctx.db);
  const named = namedRows(rows);
  const reportId = comparison.afterReportId ?? 0;
  const afterIds = named.flatMap(({ afterId }) => afterId ?? []);
  const origins = await findOrigins(ctx.db, reportId, afterIds);
  const againOf = async (ofReport: number | null, ids: number[]) =>
    input.kind === 'unchanged'
      ? new Map<number, PictureView>()
      : findAgain(ctx, { accountId, reportId: ofReport }, ids);
  const again = await againOf(comparison.afterReportId, afterIds);
  const earlier = await againOf(
    comparison.beforeReportId,
    named
      .filter(({ afterId }) => input.kind === 'unstable' || again.has(afterId ?? 0))
      .flatMap(({ beforeId }) => beforeId ?? []),
  );
  const differences =
    input.kind === 'unchanged' ? new Map() : await differencesOf(ctx, comparisonId, named);
  // What did not change is neither decided on nor talked about.
  const said = input.kind === 'unchanged' ? [] : named;
  const decisions = await decisionsOf(ctx, comparisonId, said);
  const threads = await countThreads(ctx, said);
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
            again: earlier.get(row.beforeId) ?? null,
          },
    after:
      row.afterId === null
        ? null
        : {
            snapshotId: row.afterId,
            image: viewPicture(ctx, accountId, row.afterImage),
            ...(origins.get(row.afterId) ?? unknownOrigin),
            again: again.get(row.afterId) ?? null,
          },
    ...(differences.get(row.afterId ?? 0) ?? noDifference),
    groupSize: row.groupSize,
    threads: threads.get(row.afterId ?? row.beforeId ?? 0) ?? { open: 0, resolved: 0 },
    decision: decisions.get(row.afterId ?? row.beforeId ?? 0) ?? null,
  }));
  return { total: rows[0]?.total ?? 0, changes };
}

/** The pairs of a kind, without those that are filtered out by more than their names. */
function pairsToList(input: {
  comparisonId: number;
  kind: ChangeKind;
  class?: DifferenceClass | undefined;
  target?: string | undefined;
  standing?: RowStanding | undefined;
}): RawBuilder<unknown> {
  let pairs = pairsOf[input.kind](input.comparisonId);
  if (input.class !== undefined) pairs = ofClass(pairs, input.class);
  if (input.target !== undefined) pairs = ofTarget(pairs, input.target);
  if (input.standing !== undefined) pairs = standing(pairs, input.comparisonId, input.standing);
  return pairs;
}

/** What snapshots of a report looked like when they were captured again, where that was something else. */
async function findAgain(
  ctx: Context,
  { accountId, reportId }: { accountId: number; reportId: number | null },
  snapshotIds: number[],
): Promise<Map<number, PictureView>> {
  const rows = await ctx.db
    .selectFrom('report')
    .innerJoinLateral(
      sql<{
        snapshot_id: number;
        image_id: number;
      }>`unnest(again_snapshot_ids, again_image_ids)`.as<'entry'>(
        sql`entry (snapshot_id, image_id)`,
      ),
      (join) => join.onTrue(),
    )
    .innerJoin('image', 'image.id', 'entry.image_id')
    .select('entry.snapshot_id as snapshotId')
    .select(pictureColumns)
    .where('report.id', '=', reportId)
    .where(sql<boolean>`entry.snapshot_id = any(${snapshotIds}::integer[])`)
    .execute();
  return new Map(
    rows.map(({ snapshotId, ...picture }) => [snapshotId, viewPicture(ctx, accountId, picture)]),
  );
}
