import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import { addRequests, openReport } from '../async-report/open-report.ts';
import type { ClientCaller, Context } from '../context.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { findProject } from '../project/find-project.ts';
import { requireOwnReports } from '../repository/require-own.ts';
import { settleReports } from '../settle.ts';
import { findStandings } from './find-standings.ts';
import { loadReportSnapshots } from './load-snapshots.ts';
import { findStatus, noReport, type ReportStatus } from './report-status.ts';
import { addBorrowed } from './sent-snapshots.ts';

export interface CopyReport {
  fromSha: string;
  toSha: string;
  project?: string | undefined;
  link?: string | undefined;
  message?: string | undefined;
}

/**
 * Makes the report of one commit that of another too, over an earlier one.
 * @throws TwinlensError `not_found` without a finished report to copy; `invalid_request` onto itself
 */
export async function copyReport({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: CopyReport;
}): Promise<ReportStatus> {
  const { accountId } = caller;
  const { fromSha, toSha } = input;
  if (fromSha === toSha) {
    throw new TwinlensError('invalid_request', 'a report cannot be copied onto itself');
  }
  return inAccount(ctx, accountId, async (inner) => {
    const missing = noReport({ sha: fromSha, project: input.project });
    const projectId = await findProject(inner, accountId, input.project);
    if (projectId === null) throw missing;
    await requireOwnReports(inner, caller, projectId, toSha);
    const standing = (await findStandings(inner, projectId, [fromSha])).get(fromSha);
    if (standing?.reportId == null) throw missing;
    const snapshots = await loadReportSnapshots(inner, standing.reportId);
    const source = { projectId, sha: fromSha, snapshots };
    const requestId = await addBorrowed(inner, accountId, source);
    const { link, message } = input;
    const head = { sha: toSha, link, message, madeUnder: caller.pullRequest };
    const id = await openReport(inner, projectId, head);
    await addRequests(inner, id, [requestId]);
    await settleReports(inner, [id]);
    await refreshJobs(inner, projectId, toSha);
    const status = await findStatus(inner, accountId, projectId, toSha);
    if (status === null) throw missing;
    return status;
  });
}
