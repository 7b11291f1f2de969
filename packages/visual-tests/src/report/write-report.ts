import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { announceReport } from '../delivery/announce-report.ts';
import { countReport } from './count-report.ts';
import { ensureSnapshots } from './ensure-snapshots.ts';
import type { ReportEntry } from './rules.ts';

interface ReportHead {
  projectId: number;
  sha: string;
  link: string | null;
  message: string | null;
  /** The pull request whose key made it, if it was one. */
  madeUnder?: string | null;
}

/** Writes the report of a commit, over an earlier one. The account must be held. */
export async function writeReport(
  ctx: Context,
  head: ReportHead,
  entries: ReportEntry[],
): Promise<number> {
  const ids = await ensureSnapshots(ctx, head.projectId, head.sha, entries);
  const rows = entries
    .map((entry, index) => ({ ...entry, id: ids[index] ?? 0 }))
    .sort((a, b) => a.id - b.id);
  const differing = rows.flatMap(({ id, again }) => (again === undefined ? [] : [{ id, again }]));
  await markUnstable(
    ctx,
    differing.map(({ id }) => id),
  );
  const sourceShas = [...new Set(entries.flatMap((entry) => entry.carriedOverFrom ?? []))];
  const content = {
    link: head.link,
    message: head.message,
    made_under: head.madeUnder ?? null,
    snapshot_ids: rows.map((row) => row.id),
    snap_request_ids: rows.map((row) => row.snapRequestId),
    source_shas: sourceShas,
    sources: rows.map(({ carriedOverFrom }) =>
      carriedOverFrom === null ? 0 : sourceShas.indexOf(carriedOverFrom) + 1,
    ),
    render_ms: rows.map((row) => row.renderMs),
    wait_ms: rows.map((row) => row.waitMs),
    screenshot_ms: rows.map((row) => row.screenshotMs),
    copied: rows.map((row) => row.copied === true && row.snapRequestId !== 0),
    again_snapshot_ids: differing.map(({ id }) => id),
    again_image_ids: differing.map(({ again }) => again),
    completed_at: ctx.now(),
  };
  const { id } = await ctx.db
    .insertInto('report')
    .values({ project_id: head.projectId, sha: head.sha, ...content })
    .onConflict((conflict) => conflict.columns(['project_id', 'sha']).doUpdateSet(content))
    .returning('id')
    .executeTakeFirstOrThrow();
  await countReport(ctx, id);
  await announceReport(ctx, { projectId: head.projectId, sha: head.sha, snapshots: rows.length });
  return id;
}

/** Remembers that these snapshots are of examples that look different from one capture to the next. */
async function markUnstable(ctx: Context, snapshotIds: number[]): Promise<void> {
  if (snapshotIds.length === 0) return;
  await ctx.db
    .updateTable('snapshot')
    .set({ unstable: true })
    .where(sql<boolean>`id = any(${snapshotIds}::integer[])`)
    .where('unstable', '=', false)
    .execute();
}
