import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { followReports } from '../settle.ts';
import { fail } from './advance.ts';

/**
 * Fails reports that were not finalized, and that no new capture was asked for, in the time a job has,
 * so that nothing waits for them for ever.
 */
export async function expireOpenReports({ ctx }: { ctx: Context }): Promise<void> {
  const stale = await openReports(ctx)
    .select(['async_report.id', 'sha', 'project_id', 'account_id'])
    .orderBy('async_report.id')
    .limit(100)
    .execute();
  for (const { id, sha, project_id: projectId, account_id: accountId } of stale) {
    await inAccount(ctx, accountId, async (inner) => {
      const open = await openReports(inner)
        .select('async_report.id')
        .where('async_report.id', '=', id)
        .executeTakeFirst();
      if (open === undefined) return;
      await fail(inner, id, 'the report was never finalized');
      await followReports(inner, [{ projectId, sha }]);
    });
  }
}

function openReports(ctx: Context) {
  const before = new Date(ctx.now().getTime() - ctx.rules.jobExpiryMs);
  return ctx.db
    .selectFrom('async_report')
    .innerJoin('project', 'project.id', 'async_report.project_id')
    .where('state', '=', 'open')
    .where('async_report.created_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('async_report_request as part')
            .innerJoin('snap_request', 'snap_request.id', 'part.snap_request_id')
            .select('snap_request.id')
            .whereRef('part.async_report_id', '=', 'async_report.id')
            .where('snap_request.created_at', '>=', before),
        ),
      ),
    );
}
