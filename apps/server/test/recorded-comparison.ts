/** Writes what captures would have left behind, so that a comparison of any size is there at once. */
import { randomBytes } from 'node:crypto';
import type { Context } from '@twinlens/visual-tests';

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const chunk = 1000;

export interface Sizes {
  changed: number;
  added: number;
  deleted: number;
  unchanged: number;
}

export interface RecordedComparison {
  comparisonId: number;
  jobId: number;
  asyncReportId: number;
  snapRequestId: number;
  sha1: string;
  sha2: string;
  /** Snapshot ids. */
  before: number[];
  after: number[];
}

async function addImages(ctx: Context, accountId: number, count: number): Promise<number[]> {
  const ids: number[] = [];
  while (ids.length < count) {
    const rows = Array.from({ length: Math.min(chunk, count - ids.length) }, () => ({
      account_id: accountId,
      pixel_hash: randomBytes(32).toString('hex'),
      hash: randomBytes(16).toString('hex'),
      width: 320,
      height: 200,
      bytes: 100,
    }));
    const added = await ctx.db.insertInto('image').values(rows).returning('id').execute();
    ids.push(...added.map(({ id }) => id));
  }
  return ids;
}

/** Snapshots `component-<from>`, `component-<from + 1>` ... with a picture of their own each. */
async function addSnapshots(
  ctx: Context,
  { accountId, projectId, from, count }: Record<string, number> & { count: number },
): Promise<number[]> {
  const images = await addImages(ctx, accountId ?? 0, count);
  const ids: number[] = [];
  for (let start = 0; start < count; start += chunk) {
    const rows = images.slice(start, start + chunk).map((image_id, index) => ({
      project_id: projectId ?? 0,
      component: `component-${String((from ?? 0) + start + index).padStart(6, '0')}`,
      variant: 'default',
      target: 'chrome',
      image_id,
    }));
    const added = await ctx.db.insertInto('snapshot').values(rows).returning('id').execute();
    ids.push(...added.map(({ id }) => id));
  }
  return ids;
}

async function addReport(
  ctx: Context,
  projectId: number,
  sha: string,
  snapshotIds: number[],
  snapRequestId: number,
): Promise<number> {
  const ids = snapshotIds.toSorted((one, other) => one - other);
  const { id } = await ctx.db
    .insertInto('report')
    .values({
      project_id: projectId,
      sha,
      snapshot_ids: ids,
      snap_request_ids: ids.map(() => snapRequestId),
      render_ms: ids.map(() => 5),
      wait_ms: ids.map(() => 3),
      screenshot_ms: ids.map(() => 7),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A finished comparison with its reports, its snap-request and its job. */
export async function recordComparison(
  ctx: Context,
  tenant: { accountId: number; projectId: number },
  sizes: Sizes,
  shas = { sha1: randomBytes(20).toString('hex'), sha2: randomBytes(20).toString('hex') },
): Promise<RecordedComparison> {
  const { accountId, projectId } = tenant;
  const { sha1, sha2 } = shas;
  const snapshots = (from: number, count: number) =>
    addSnapshots(ctx, { accountId, projectId, from, count });
  const before = await snapshots(0, sizes.changed);
  const after = await snapshots(0, sizes.changed);
  const added = await snapshots(100_000, sizes.added);
  const deleted = await snapshots(200_000, sizes.deleted);
  const unchanged = await snapshots(300_000, sizes.unchanged);

  const { id: snapRequestId } = await ctx.db
    .insertInto('snap_request')
    .values({
      account_id: accountId,
      type: 'browser-chrome',
      target: 'chrome',
      viewport: '1280x720',
      state: 'done',
      captured: after.length,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const beforeReport = await addReport(
    ctx,
    projectId,
    sha1,
    [...before, ...deleted, ...unchanged],
    snapRequestId,
  );
  const afterReport = await addReport(
    ctx,
    projectId,
    sha2,
    [...after, ...added, ...unchanged],
    snapRequestId,
  );
  const { id: asyncReportId } = await ctx.db
    .insertInto('async_report')
    .values({ project_id: projectId, sha: sha2, state: 'completed', report_id: afterReport })
    .returning('id')
    .executeTakeFirstOrThrow();
  await ctx.db
    .insertInto('async_report_request')
    .values({ async_report_id: asyncReportId, snap_request_id: snapRequestId })
    .execute();
  const differences = sizes.changed + sizes.added + sizes.deleted;
  const state = differences > 0 ? 'needs-review' : 'success';
  const { id: comparisonId } = await ctx.db
    .insertInto('comparison')
    .values({
      project_id: projectId,
      sha1,
      sha2,
      state,
      before_report_id: beforeReport,
      after_report_id: afterReport,
      changed_before: before,
      changed_after: after,
      added,
      deleted,
      unchanged_count: sizes.unchanged,
      completed_at: new Date(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: jobId } = await ctx.db
    .insertInto('job')
    .values({ account_id: accountId, sha1, sha2 })
    .returning('id')
    .executeTakeFirstOrThrow();
  await ctx.db
    .insertInto('job_project')
    .values({ job_id: jobId, project_id: projectId, state })
    .execute();
  return { comparisonId, jobId, asyncReportId, snapRequestId, sha1, sha2, before, after };
}
