import type { Context } from '../context.ts';
import type { SkippedExample } from '../db/schema.ts';

/** What a run left out on purpose: what its client said at the end, and what its pages said. */
export async function findSkipped(ctx: Context, asyncReportId: number): Promise<SkippedExample[]> {
  const { skip } = await ctx.db
    .selectFrom('async_report')
    .select('skip')
    .where('id', '=', asyncReportId)
    .executeTakeFirstOrThrow();
  const requests = await ctx.db
    .selectFrom('snap_request')
    .innerJoin('async_report_request as part', 'part.snap_request_id', 'snap_request.id')
    .select(['target', 'skipped'])
    .where('part.async_report_id', '=', asyncReportId)
    .where('state', '=', 'done')
    .where('skipped', 'is not', null)
    .execute();
  const byPages = requests.flatMap(({ target, skipped }) =>
    (skipped ?? []).map(({ component, variant }) => ({ component, variant, target })),
  );
  return [...skip, ...byPages];
}
