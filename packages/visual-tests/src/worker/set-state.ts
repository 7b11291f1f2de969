import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { doubtResults } from './doubt-results.ts';
import type { WorkerState } from './tables.ts';

/** Pictures of a worker that somebody quarantines count no more this far back. Milliseconds. */
const doubtedMs = 60 * 60 * 1000;

/**
 * Has a worker take nothing more, or take captures again. What it is at it may end.
 * @throws TwinlensError `not_found`
 */
export async function setWorkerState({
  ctx,
  input,
}: {
  ctx: Context;
  input: { by: string; workerId: number; state: WorkerState };
}): Promise<void> {
  const { by, workerId, state } = input;
  const reason = state === 'in service' ? null : `${state} by ${by}`;
  const row = await ctx.db
    .updateTable('worker')
    .set({ state, reason, by_calibration: false })
    .where('id', '=', workerId)
    .returning('name')
    .executeTakeFirst();
  if (row === undefined) throw new TwinlensError('not_found', 'there is no such worker');
  if (state === 'quarantined') {
    const since = new Date(ctx.now().getTime() - doubtedMs);
    const why = `captured by the worker ${row.name}, which was quarantined by ${by}`;
    await doubtResults(ctx, { workerId, since, why });
  }
  ctx.onWork();
}
