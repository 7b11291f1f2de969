/** Why a snapshot of a report looks as it does, as its page shows it. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findRetaken } from '../retake/find-retake.ts';
import { parsePayload } from '../snap-request/read-captured.ts';
import { payloadName } from '../store/names.ts';
import { findUnserved } from '../worker/find-unserved.ts';
import { explainWait, poolsInQueue } from './explain-wait.ts';
import { findOrigin } from './origins.ts';
import { optionsOf } from './payload-options.ts';
import { pictureColumns, viewPicture } from './picture.ts';

type View = ResponseOf<Operations['getSnapshotCapture']>;
type Named = Pick<View['snapshot'], 'component' | 'variant'> & { imageId: number };

/** The newest are listed; nobody looks at more. */
const maxRetakes = 20;

interface CaptureInput {
  accountId: number;
  projectId: number;
  sha: string;
  snapshotId: number;
}

/** @throws TwinlensError `not_found` also where the report does not have the snapshot */
export async function getSnapshotCapture({
  ctx,
  input,
}: {
  ctx: Context;
  input: CaptureInput;
}): Promise<View> {
  const { accountId, projectId, sha, snapshotId } = input;
  // One report by its key, one snapshot by its: however many there are of either.
  const row = await ctx.db
    .selectFrom('report as r')
    .innerJoin('project', 'project.id', 'r.project_id')
    .innerJoin('snapshot as s', (join) =>
      join.onRef('s.project_id', '=', 'project.id').on('s.id', '=', snapshotId),
    )
    .innerJoin('image', 'image.id', 's.image_id')
    .select(['r.id as reportId', 'project.name', 's.component', 's.variant', 's.target'])
    .select('s.image_id as imageId')
    .select(pictureColumns)
    .where('r.project_id', '=', projectId)
    .where('r.sha', '=', sha)
    .where('project.account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) throw noSuchSnapshot();
  const { reportId, name, component, variant, target, imageId, ...picture } = row;
  const origin = await findOrigin(ctx.db, reportId, snapshotId);
  if (origin === null) throw noSuchSnapshot();
  const requestId = origin.snapRequestId;
  const named = { component, variant, imageId };
  return {
    project: { id: projectId, name },
    sha,
    snapshot: {
      id: snapshotId,
      component,
      variant,
      target,
      image: viewPicture(ctx, accountId, picture),
      ...origin,
    },
    capture: requestId === null ? null : await findCapture(ctx, accountId, requestId, named),
    retakes: requestId === null ? [] : await findRetakes(ctx, accountId, requestId, named),
    adopted: await findAdoption(ctx, reportId, snapshotId),
  };
}

const noSuchSnapshot = () => new TwinlensError('not_found', 'this report has no such snapshot');

async function findCapture(
  ctx: Context,
  accountId: number,
  requestId: number,
  named: Named,
): Promise<View['capture']> {
  const row = await ctx.db
    .selectFrom('snap_request as r')
    .leftJoin('package', (join) =>
      join
        .onRef('package.account_id', '=', 'r.account_id')
        .onRef('package.hash', '=', 'r.package_hash'),
    )
    .select(['r.id', 'r.type', 'r.target', 'r.state', 'r.attempts', 'r.captured', 'r.worker'])
    .select('r.browser_name as browserName')
    .select(['r.error', 'r.browser', 'r.log', 'r.created_at', 'r.finished_at'])
    .select('package.bytes as packageBytes')
    .where('r.id', '=', requestId)
    .where('r.account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { created_at: createdAt, finished_at: finishedAt, ...rest } = row;
  const bytes = await ctx.store.get(payloadName(accountId, requestId));
  return {
    ...explainWait(rest, await findUnserved(ctx, poolsInQueue([row]))),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    hasPayload: bytes !== null,
    ...optionsOf(bytes === null ? null : parsePayload(bytes), rest.type, named),
  };
}

async function findRetakes(
  ctx: Context,
  accountId: number,
  requestId: number,
  { component, variant, imageId }: Named,
): Promise<View['retakes']> {
  const original = (await findRetaken(ctx, requestId)) ?? requestId;
  const rows = await ctx.db
    .selectFrom('retake')
    .innerJoin('snap_request as r', 'r.id', 'retake.snap_request_id')
    // Only what is shown of a result leaves the database: it may be of thousands.
    .leftJoinLateral(
      sql<{ image_id: number }>`(
        select (entry->>'imageId')::integer as image_id from jsonb_array_elements(r.result) entry
        where entry->>'component' = ${component} and entry->>'variant' = ${variant} limit 1
      )`.as<'shown'>(sql`shown`),
      (join) => join.onTrue(),
    )
    .leftJoin('image', (join) =>
      join.onRef('image.id', '=', 'shown.image_id').onRef('image.account_id', '=', 'r.account_id'),
    )
    .select(['r.id', 'r.type', 'r.state', 'r.error', 'retake.by_name', 'retake.at'])
    .select('r.browser_name as browserName')
    .select('image.id as imageId')
    .select(pictureColumns)
    .where('retake.retake_of', '=', original)
    .where('r.account_id', '=', accountId)
    .orderBy('retake.snap_request_id', 'desc')
    .limit(maxRetakes)
    .execute();
  const unserved = await findUnserved(ctx, poolsInQueue(rows));
  return rows.map(({ hash, ...row }) => ({
    snapRequestId: row.id,
    by: row.by_name,
    at: row.at.toISOString(),
    state: row.state,
    error: explainWait(row, unserved).error,
    image: hash === null ? null : viewPicture(ctx, accountId, { ...row, hash }),
    same: row.imageId === null ? null : row.imageId === imageId,
  }));
}

async function findAdoption(
  ctx: Context,
  reportId: number,
  snapshotId: number,
): Promise<View['adopted']> {
  const row = await ctx.db
    .selectFrom('adopted_retake')
    .select(['by_name', 'at'])
    .where('report_id', '=', reportId)
    .where('after_snapshot', '=', snapshotId)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : { by: row.by_name, at: row.at.toISOString() };
}
