import type { Context } from '../context.ts';
import { failOverdue } from '../snap-request/fail-overdue.ts';

/** A baseline is not waited for longer than this: its pictures of then do. Milliseconds. */
const waitMs = 60 * 60 * 1000;

/** Gives up captures of baselines that no worker has taken, as none has the browser any more. */
export function expireRerenderings({ ctx }: { ctx: Context }): Promise<void> {
  const before = new Date(ctx.now().getTime() - waitMs);
  return failOverdue(
    ctx,
    ({ db }) =>
      db
        .selectFrom('snap_request')
        .where('state', '=', 'queued')
        .where('only_browser', 'is not', null)
        .where('created_at', '<', before),
    ({ only_browser: browser }) => `no worker with ${browser} has captured it within an hour`,
  );
}
