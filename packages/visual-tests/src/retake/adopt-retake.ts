import { TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { ensureSnapshots } from '../report/ensure-snapshots.ts';
import { replaceSnapshots } from '../report/replace-snapshot.ts';
import { followReports } from '../settle.ts';
import { findRetaken } from './find-retake.ts';

interface AdoptInput {
  caller: PersonCaller;
  projectId: number;
  sha: string;
  snapshotId: number;
  /** Of the retake. */
  snapRequestId: number;
}

/**
 * Puts the picture a retake took into the report, in place of the one that is there. Comparisons of the
 * report's commit are made again; those it is the baseline of stay as they were made. What the earlier
 * picture would be copied from later is forgotten.
 *
 * @returns the snapshot that stands in the report now
 * @throws TwinlensError `not_found`; `conflict` where there is nothing to put there
 */
export async function adoptRetake({
  ctx,
  input,
}: {
  ctx: Context;
  input: AdoptInput;
}): Promise<{ snapshotId: number }> {
  const { caller, projectId, sha } = input;
  return inAccount(ctx, caller.accountId, async (inner) => {
    const { reportId, snapshot, entry } = await findBoth(inner, input);
    if (entry.imageId === snapshot.imageId) {
      throw new TwinlensError(
        'conflict',
        'it looks the same: there is nothing to put in its place',
      );
    }
    const [snapshotId = 0] = await ensureSnapshots(inner, projectId, sha, [
      { ...snapshot, imageId: entry.imageId },
    ]);
    const replacement = { ...entry, snapshotId, snapRequestId: input.snapRequestId };
    await replaceSnapshots(inner, reportId, new Map([[snapshot.id, replacement]]));
    await inner.db
      .insertInto('adopted_retake')
      .values({
        report_id: reportId,
        before_snapshot: snapshot.id,
        after_snapshot: snapshotId,
        snap_request_id: input.snapRequestId,
        by_user: caller.userId,
        by_name: caller.name,
        at: ctx.now(),
      })
      .execute();
    await sql`
      delete from capture_pass
      where account_id = ${caller.accountId} and ${snapshot.imageId}::integer = any(image_ids)`.execute(
      inner.db,
    );
    await followReports(inner, [{ projectId, sha }]);
    return { snapshotId };
  });
}

/** The snapshot of the report, and what the retake of its capture has of that example. */
async function findBoth(ctx: Context, input: AdoptInput) {
  const { caller, projectId, sha, snapshotId, snapRequestId } = input;
  const { rows } = await sql<{
    reportId: number;
    request: number;
    component: string;
    variant: string;
    target: string;
    imageId: number;
  }>`
    select r.id as "reportId", s.component, s.variant, s.target, s.image_id as "imageId",
      r.snap_request_ids[array_position(r.snapshot_ids, s.id)] as request
    from report r
    join project p on p.id = r.project_id
    join snapshot s on s.id = ${snapshotId} and s.project_id = p.id
    where r.project_id = ${projectId} and r.sha = ${sha} and p.account_id = ${caller.accountId}
      and s.id = any(r.snapshot_ids)`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw new TwinlensError('not_found', 'this report has no such snapshot');
  const { reportId, request, ...named } = row;
  const original = (await findRetaken(ctx, request)) ?? request;
  const retake = await ctx.db
    .selectFrom('retake')
    .innerJoin('snap_request as r', 'r.id', 'retake.snap_request_id')
    .select(['r.state', 'r.result'])
    .where('retake.snap_request_id', '=', snapRequestId)
    .where('retake.retake_of', '=', original)
    .executeTakeFirst();
  if (retake === undefined) {
    throw new TwinlensError('not_found', 'the capture of this snapshot was not taken again so');
  }
  const entry = retake.result?.find(
    ({ component, variant }) => component === named.component && variant === named.variant,
  );
  if (entry === undefined) {
    throw new TwinlensError('conflict', 'that capture has no picture of this example');
  }
  return { reportId, snapshot: { ...named, id: snapshotId }, entry };
}
