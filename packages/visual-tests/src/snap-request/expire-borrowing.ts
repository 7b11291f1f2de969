import type { Context } from '../context.ts';
import { failOverdue } from './fail-overdue.ts';

/**
 * Fails requests that have waited as long as a job may for the report they borrow from: it may be
 * waiting for others in its turn, even for the one that waits for it.
 */
export function expireBorrowing({ ctx }: { ctx: Context }): Promise<void> {
  const before = new Date(ctx.now().getTime() - ctx.rules.jobExpiryMs);
  return failOverdue(
    ctx,
    ({ db }) =>
      db
        .selectFrom('snap_request')
        .where('state', '=', 'queued')
        .where('type', '=', 'extends-report')
        .where('created_at', '<', before),
    ({ extends: borrowing }) =>
      `the report of ${borrowing?.extendsSha}, to borrow from, did not come in time`,
  );
}
