import {
  type ChangeFilters,
  type changeGroups,
  type changeOrders,
  chosenFilters,
  type Operations,
  type ResponseOf,
} from '@twinlens/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../context.ts';
import { countThreads } from '../thread/count-threads.ts';
import { arrangeChanges } from './arrange-changes.ts';
import { chosen, describedPairs, type Ownership } from './change-filters.ts';
import { decisionsOf } from './decisions.ts';
import { differencesOf, noDifference } from './difference.ts';
import { findListed } from './find-listed.ts';
import { findOrigins, unknownOrigin } from './origins.ts';
import { type ChangeKind, pairsOfKind } from './pairs-of-kind.ts';
import { type PictureView, pictureColumns, viewPicture } from './picture.ts';
import { namedRows, type PageInput, pageOfRows } from './row-page.ts';

type ChangesView = ResponseOf<Operations['listChanges']>;

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
  input: PageInput &
    ChangeFilters & {
      accountId: number;
      userId: string;
      comparisonId: number;
      kind: ChangeKind;
      groupBy: (typeof changeGroups)[number];
      order: (typeof changeOrders)[number];
    };
}): Promise<ChangesView> {
  const { accountId, comparisonId } = input;
  const comparison = await findListed(ctx, input);
  const { rows } = await pageOfRows(
    pairsToList(input, comparison.ownership),
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

/** The pairs of a kind that have what was chosen. */
function pairsToList(
  input: ChangeFilters & { comparisonId: number; kind: ChangeKind },
  ownership: Ownership,
): RawBuilder<unknown> {
  const { comparisonId } = input;
  const pairs = pairsOfKind(input.kind, comparisonId);
  if (chosenFilters.every((name) => input[name] === undefined)) return pairs;
  return sql`
    select row.before_id, row.after_id
    from (${describedPairs(pairs, comparisonId)}) row
    where ${chosen(input, ownership)}`;
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
