import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { redoRerendering } from '../rerendering/redo-rerendering.ts';
import { retakeAs } from '../retake/ask-retake.ts';

/**
 * Marks what a worker has captured since then, and has it captured again by others. Nothing is copied
 * from it or joins it any more. Retakes are marked, and not taken again.
 */
export async function doubtResults(
  ctx: Context,
  input: { workerId: number; since: Date; why: string },
): Promise<void> {
  const { workerId, since, why } = input;
  const requests = await ctx.db
    .selectFrom('snap_request as r')
    .leftJoin('retake', 'retake.snap_request_id', 'r.id')
    .leftJoin('rerendering', 'rerendering.snap_request_id', 'r.id')
    .select(['r.id', 'r.account_id as accountId', 'retake.retake_of', 'rerendering.rerender_of'])
    .where('r.worker_id', '=', workerId)
    .where('r.state', '=', 'done')
    .where('r.finished_at', '>', since)
    .where('r.doubt', 'is', null)
    .orderBy('r.id')
    .execute();
  for (const { id, accountId, retake_of: retakeOf, rerender_of: rerenderOf } of requests) {
    await inAccount(ctx, accountId, (inner) => mark(inner, { id, accountId, why }));
    if (retakeOf !== null) continue;
    if (rerenderOf !== null) await redoRerendering(ctx, { accountId, snapRequestId: id });
    else await retakeAs(ctx, { accountId, userId: '', name: 'Twinlens' }, id);
  }
}

async function mark(
  { db }: Context,
  { id, accountId, why }: { id: number; accountId: number; why: string },
): Promise<void> {
  await db.updateTable('snap_request').set({ doubt: why }).where('id', '=', id).execute();
  await sql`
    delete from capture_pass
    where account_id = ${accountId} and image_ids && (
      select array_agg((entry ->> 'imageId')::integer)
      from snap_request r, jsonb_array_elements(r.result) as entry
      where r.id = ${id}
    )`.execute(db);
}
