import type { Context } from '../context.ts';
import type { ExtendsReport, ResultEntry } from '../db/schema.ts';
import { resolveImages, type SentPicture } from '../image/resolve-images.ts';
import type { ReportSnapshot } from './load-snapshots.ts';

/** A snapshot in a report a client makes itself. */
export interface SentSnapshot extends SentPicture {
  component: string;
  variant: string;
  target?: string | undefined;
}

/** Where a picture belongs whose client names no target. */
const defaultTarget = 'default';

const noTimings = { renderMs: 0, waitMs: 0, screenshotMs: 0 };

/**
 * A request that is done already, with what a client sent. The account must be held.
 * @throws TwinlensError `invalid_request` for an address that is of no image
 */
export async function addSent(
  ctx: Context,
  accountId: number,
  snaps: SentSnapshot[],
): Promise<number> {
  const images = await resolveImages(ctx, accountId, snaps);
  const result = snaps.map(({ component, variant, target = defaultTarget, url }) => ({
    component,
    variant,
    target,
    imageId: images.get(url) ?? 0,
    ...noTimings,
  }));
  return addDone(ctx, accountId, { type: 'with-results', extends: null, result });
}

/** A request that is done already, with snapshots of another report. The account must be held. */
export async function addBorrowed(
  ctx: Context,
  accountId: number,
  source: { projectId: number; sha: string; snapshots: ReportSnapshot[] },
): Promise<number> {
  const { projectId, sha } = source;
  const result = source.snapshots.map(({ component, variant, target, imageId }) => ({
    component,
    variant,
    target,
    imageId,
    ...noTimings,
  }));
  const borrowing: ExtendsReport = { projectId, extendsSha: sha, extendedSnaps: [] };
  return addDone(ctx, accountId, {
    type: 'extends-report',
    extends: JSON.stringify(borrowing),
    result,
  });
}

async function addDone(
  ctx: Context,
  accountId: number,
  request: { type: string; extends: string | null; result: ResultEntry[] },
): Promise<number> {
  const now = ctx.now();
  const { id } = await ctx.db
    .insertInto('snap_request')
    .values({
      account_id: accountId,
      type: request.type,
      target: '*',
      extends: request.extends,
      state: 'done',
      captured: request.result.length,
      result: JSON.stringify(request.result),
      created_at: now,
      finished_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
