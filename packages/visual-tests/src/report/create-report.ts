import { inAccount } from '../account/in-account.ts';
import { addRequests, openReport } from '../async-report/open-report.ts';
import type { ClientCaller, Context } from '../context.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { ensureProject } from '../project/find-project.ts';
import { requireOwnReports } from '../repository/require-own.ts';
import { settleReports } from '../settle.ts';
import { findStandings } from './find-standings.ts';
import { loadReportSnapshots } from './load-snapshots.ts';
import { findStatus, noReport, type ReportStatus } from './report-status.ts';
import { addBorrowed, addSent, type SentSnapshot } from './sent-snapshots.ts';

export interface CreateReport {
  sha: string;
  snaps: SentSnapshot[];
  project?: string | undefined;
  link?: string | undefined;
  message?: string | undefined;
  partial?: boolean | undefined;
}

/**
 * Makes the report of a commit from pictures a client took itself, in place of an earlier one. A
 * partial one adds to what was sent before, counts once it is completed, and keeps of a finished
 * report what is not sent again.
 *
 * @throws TwinlensError `invalid_request` naming a picture that is none
 */
export async function createReport({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: CreateReport;
}): Promise<ReportStatus> {
  const { accountId } = caller;
  const { sha } = input;
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await ensureProject(inner, accountId, input.project);
    await requireOwnReports(inner, caller, projectId, sha);
    const requests = [await addSent(inner, accountId, input.snaps)];
    const head = { ...input, madeUnder: caller.pullRequest, collects: input.partial === true };
    let id = head.collects ? await findCollecting(inner, projectId, sha) : null;
    if (id === null) {
      if (head.collects) requests.push(...(await keepFinished(inner, accountId, projectId, sha)));
      id = await openReport(inner, projectId, head);
    }
    await addRequests(inner, id, requests);
    await settleReports(inner, [id]);
    await refreshJobs(inner, projectId, sha);
    const status = await findStatus(inner, accountId, projectId, sha);
    if (status === null) throw noReport(input);
    return status;
  });
}

/** The report of the commit that partial ones are added to. */
async function findCollecting(
  ctx: Context,
  projectId: number,
  sha: string,
): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('async_report')
    .select('id')
    .where('project_id', '=', projectId)
    .where('sha', '=', sha)
    .where('nonce', 'is', null)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row?.id ?? null;
}

async function keepFinished(
  ctx: Context,
  accountId: number,
  projectId: number,
  sha: string,
): Promise<number[]> {
  const reportId = (await findStandings(ctx, projectId, [sha])).get(sha)?.reportId ?? null;
  if (reportId === null) return [];
  const snapshots = await loadReportSnapshots(ctx, reportId);
  return [await addBorrowed(ctx, accountId, { projectId, sha, snapshots })];
}
