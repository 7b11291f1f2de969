import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { followReports } from '../settle.ts';
import { fail } from './advance.ts';

/** Fails reports that were never finalized, so that nothing waits for them for ever. */
export async function expireOpenReports({ ctx }: { ctx: Context }): Promise<void> {
  const before = new Date(ctx.now().getTime() - ctx.rules.jobExpiryMs);
  const stale = await ctx.db
    .selectFrom('async_report')
    .innerJoin('project', 'project.id', 'async_report.project_id')
    .select(['async_report.id', 'async_report.sha', 'project_id', 'account_id'])
    .where('state', '=', 'open')
    .where('async_report.created_at', '<', before)
    .orderBy('async_report.id')
    .limit(100)
    .execute();
  for (const { id, sha, project_id: projectId, account_id: accountId } of stale) {
    await inAccount(ctx, accountId, async (inner) => {
      const open = await inner.db
        .selectFrom('async_report')
        .select('id')
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      if (open === undefined) return;
      await fail(inner, id, 'the report was never finalized');
      await followReports(inner, [{ projectId, sha }]);
    });
  }
}
