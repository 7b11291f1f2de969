import type { Operations, ResponseOf } from '@twinlens/contract';
import { sql } from 'kysely';
import { imageKeyOf } from '../account/image-key.ts';
import type { ClientCaller, Context } from '../context.ts';
import { findProject } from '../project/find-project.ts';
import { publicSnapshotId } from '../snapshot/public-id.ts';
import { pictureColumns, viewContent } from '../view/picture.ts';
import { noReport } from './report-status.ts';

export type ClientSnapshot = ResponseOf<Operations['listSnapshots']>[number];

/**
 * Snapshots as clients are shown them, ordered by component, variant and target.
 * @param ids of snapshots of this account
 */
export async function viewSnapshots(
  ctx: Context,
  accountId: number,
  ids: number[],
): Promise<Map<number, ClientSnapshot>> {
  if (ids.length === 0) return new Map();
  const key = await imageKeyOf(ctx, accountId);
  const rows = await ctx.db
    .selectFrom('snapshot as s')
    .innerJoin('image', 'image.id', 's.image_id')
    .select(['s.id', 's.component', 's.variant', 's.target'])
    .select(pictureColumns)
    .where(sql<boolean>`s.id = any(${ids}::integer[])`)
    .orderBy(sql`s.component collate "C", s.variant collate "C", s.target collate "C", s.id`)
    .execute();
  return new Map(
    rows.map(({ id, component, variant, target, ...picture }) => [
      id,
      {
        id: publicSnapshotId(key, id),
        component,
        variant,
        target,
        ...viewContent(ctx, accountId, picture),
      },
    ]),
  );
}

/**
 * The snapshots of a finished report.
 * @throws TwinlensError `not_found`
 */
export async function listSnapshots({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { sha: string; project?: string | undefined };
}): Promise<ClientSnapshot[]> {
  const projectId = await findProject(ctx, caller.accountId, input.project);
  const report = await ctx.db
    .selectFrom('report')
    .select('snapshot_ids')
    .where('project_id', '=', projectId ?? 0)
    .where('sha', '=', input.sha)
    .executeTakeFirst();
  if (report === undefined) throw noReport(input);
  return [...(await viewSnapshots(ctx, caller.accountId, report.snapshot_ids)).values()];
}
