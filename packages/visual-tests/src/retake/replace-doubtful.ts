import { sql } from 'kysely';
import type { EndedReport } from '../async-report/advance.ts';
import type { Context } from '../context.ts';
import type { ResultEntry } from '../db/schema.ts';
import { ensureSnapshots } from '../report/ensure-snapshots.ts';
import { loadReportSnapshots } from '../report/load-snapshots.ts';
import { type Replacement, replaceSnapshots } from '../report/replace-snapshot.ts';
import { tripleOf } from '../report/rules.ts';

/** Who adopts them, as people read it. */
const byItself = 'Twinlens';

interface Retaken {
  retakeId: number;
  original: number;
  result: ResultEntry[];
}

/**
 * Puts the pictures of captures that were done once more, as their worker had been quarantined, into the
 * reports of the doubted ones. A report that anybody has decided anything about stays as it is, for
 * people to look at both. The account must be held.
 *
 * @returns what is to be compared again
 */
export async function replaceDoubtful(ctx: Context, requestIds: number[]): Promise<EndedReport[]> {
  const rows = await ctx.db
    .selectFrom('retake')
    .innerJoin('snap_request as taken', 'taken.id', 'retake.snap_request_id')
    .innerJoin('snap_request as doubted', 'doubted.id', 'retake.retake_of')
    .select(['taken.id as retakeId', 'doubted.id as original', 'taken.result'])
    .where(sql<boolean>`taken.id = any(${requestIds}::integer[])`)
    .where('taken.state', '=', 'done')
    .where('taken.doubt', 'is', null)
    .where('doubted.doubt', 'is not', null)
    .execute();
  const changed: EndedReport[] = [];
  for (const { result, ...row } of rows) {
    const retaken = { ...row, result: result ?? [] };
    for (const report of await findUndecided(ctx, retaken.original)) {
      await replaceIn(ctx, report, retaken);
      changed.push(...(await comparedWith(ctx, report)));
    }
  }
  return changed;
}

interface Report {
  id: number;
  projectId: number;
  sha: string;
}

/** Reports with pictures of a capture, but for those of which people have decided on something. */
async function findUndecided(ctx: Context, requestId: number): Promise<Report[]> {
  const { rows } = await sql<Report>`
    select r.id, r.project_id as "projectId", r.sha
    from report r
    join project p on p.id = r.project_id
    where p.account_id = (select account_id from snap_request where id = ${requestId})
      and ${requestId}::integer = any(r.snap_request_ids)
      and not exists (
        select from comparison c join decision d on d.comparison_id = c.id
        where (c.before_report_id = r.id or c.after_report_id = r.id) and d.undone_at is null
      )
    order by r.id`.execute(ctx.db);
  return rows;
}

async function replaceIn(ctx: Context, report: Report, retaken: Retaken): Promise<void> {
  const { retakeId: snapRequestId, original, result } = retaken;
  const taken = new Map(result.map((entry) => [tripleOf(entry), entry]));
  const own = await ownOf(ctx, report.id, original);
  const pairs = (await loadReportSnapshots(ctx, report.id)).flatMap((snapshot) => {
    const entry = own.has(snapshot.id) ? taken.get(tripleOf(snapshot)) : undefined;
    return entry === undefined ? [] : [{ snapshot, entry }];
  });
  const ids = await ensureSnapshots(
    ctx,
    report.projectId,
    report.sha,
    pairs.map(({ snapshot, entry }) => ({ ...snapshot, imageId: entry.imageId })),
  );
  const replacements = new Map(
    pairs.map(({ snapshot, entry }, at): [number, Replacement] => {
      const { renderMs, waitMs, screenshotMs } = entry;
      const snapshotId = ids[at] ?? snapshot.id;
      return [snapshot.id, { snapshotId, snapRequestId, renderMs, waitMs, screenshotMs }];
    }),
  );
  await replaceSnapshots(ctx, report.id, replacements);
  const adopted = [...replacements].filter(([before, { snapshotId }]) => before !== snapshotId);
  if (adopted.length === 0) return;
  await ctx.db
    .insertInto('adopted_retake')
    .values(
      adopted.map(([before, { snapshotId }]) => ({
        ...{ report_id: report.id, before_snapshot: before, after_snapshot: snapshotId },
        ...{ snap_request_id: snapRequestId, by_user: '', by_name: byItself, at: ctx.now() },
      })),
    )
    .execute();
}

/** Snapshots of a report that are from a capture. */
async function ownOf(ctx: Context, reportId: number, requestId: number): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select entry.snapshot as id
    from report r, unnest(r.snapshot_ids, r.snap_request_ids) as entry (snapshot, request)
    where r.id = ${reportId} and entry.request = ${requestId}`.execute(ctx.db);
  return new Set(rows.map(({ id }) => id));
}

/** The later commits of the comparisons that a report is in. */
async function comparedWith(ctx: Context, { id, projectId, sha }: Report): Promise<EndedReport[]> {
  const rows = await ctx.db
    .selectFrom('comparison')
    .select('sha2 as sha')
    .distinct()
    .where('before_report_id', '=', id)
    .execute();
  return [{ sha }, ...rows].map((one) => ({ projectId, sha: one.sha }));
}
