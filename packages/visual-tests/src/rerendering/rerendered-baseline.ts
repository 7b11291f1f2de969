import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { ComparisonTable } from '../db/schema.ts';
import { ensureSnapshots } from '../report/ensure-snapshots.ts';
import { loadSnapshots } from '../report/load-snapshots.ts';
import { tripleOf } from '../report/rules.ts';
import { ensureRerenderings, keyOf, type Rerendering } from './ensure-rerenderings.ts';
import { type Crossing, findCrossings } from './find-crossings.ts';

/** Who asks where nobody did, as people read it. */
const byItself = 'Twinlens';

interface Reports {
  beforeReportId: number | null;
  afterReportId: number;
}

export interface RerenderedBaseline {
  /** Whether captures are still going on. */
  open: boolean;
  /** Snapshots of the baseline, and those that stand in their place. */
  inPlaceOf: Map<number, number>;
}

const none: RerenderedBaseline = { open: false, inPlaceOf: new Map() };

/**
 * What of a comparison's baseline is shown in the browsers of the later report, where somebody has asked
 * for that, or the project has it done by itself. What is not captured yet is queued. The account must
 * be held.
 */
export async function rerenderBaseline(
  ctx: Context,
  row: Selectable<ComparisonTable>,
  { beforeReportId: before, afterReportId: after }: Reports,
): Promise<RerenderedBaseline> {
  if (before === null) return none;
  const { accountId, byRule } = await findProject(ctx, row.project_id);
  const isFirst = row.state === 'pending' && row.rerendered_at === null && row.chosen_by === null;
  if (row.rerendered_by === null && !(byRule && isFirst)) return none;
  const crossings = await findCrossings(ctx, accountId, { before, after });
  const rerenderings = await ensureRerenderings(ctx, accountId, crossings, false);
  await keep(ctx, row, rerenderings);
  const open = rerenderings.some(({ state }) => state === 'queued' || state === 'leased');
  return { open, inPlaceOf: await standIns(ctx, row, crossings, rerenderings) };
}

async function findProject(ctx: Context, projectId: number) {
  const { account_id: accountId, review_rules: rules } = await ctx.db
    .selectFrom('project')
    .select(['account_id', 'review_rules'])
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow();
  return { accountId, byRule: rules?.rerenderBaselines === true };
}

async function keep(
  ctx: Context,
  row: Selectable<ComparisonTable>,
  rerenderings: Rerendering[],
): Promise<void> {
  const isNew = row.rerendered_by === null && rerenderings.length > 0;
  await ctx.db
    .updateTable('comparison')
    .set({
      rerenderings: rerenderings.map(({ snapRequestId }) => snapRequestId),
      ...(isNew && { rerendered_by: byItself, rerendered_at: ctx.now() }),
    })
    .where('id', '=', row.id)
    .execute();
}

/** The snapshots that the captures which are done have taken, by those they stand in for. */
async function standIns(
  ctx: Context,
  { project_id: projectId, sha1 }: Selectable<ComparisonTable>,
  crossings: Crossing[],
  rerenderings: Rerendering[],
): Promise<Map<number, number>> {
  const done = rerenderings.filter(({ state }) => state === 'done');
  const images = await imagesOf(ctx, done);
  const before = await loadSnapshots(
    ctx,
    crossings.map(({ snapshotId }) => snapshotId),
  );
  const named = new Map(before.map((snapshot) => [snapshot.id, snapshot]));
  const taken = crossings.flatMap(({ snapshotId, requestId, browser }) => {
    const snapshot = named.get(snapshotId);
    if (snapshot === undefined) return [];
    const imageId = images.get(keyOf(requestId, browser))?.get(tripleOf(snapshot));
    return imageId === undefined ? [] : [{ ...snapshot, snapshotId, imageId }];
  });
  const ids = await ensureSnapshots(ctx, projectId, sha1, taken);
  return new Map(taken.map(({ snapshotId }, at) => [snapshotId, ids[at] ?? snapshotId]));
}

/** By capture, then by example, the images that were taken. */
async function imagesOf(
  ctx: Context,
  done: Rerendering[],
): Promise<Map<string, Map<string, number>>> {
  if (done.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('snap_request')
    .select(['id', 'result'])
    .where(
      'id',
      'in',
      done.map(({ snapRequestId }) => snapRequestId),
    )
    .execute();
  const results = new Map(rows.map(({ id, result }) => [id, result ?? []]));
  return new Map(
    done.map(({ snapRequestId, rerenderOf, browser }) => [
      keyOf(rerenderOf, browser),
      new Map((results.get(snapRequestId) ?? []).map((one) => [tripleOf(one), one.imageId])),
    ]),
  );
}
