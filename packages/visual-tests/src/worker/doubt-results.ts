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
    .selectFrom('snap_request')
    .select(['id', 'account_id as accountId'])
    .where('worker_id', '=', workerId)
    .where('state', '=', 'done')
    .where('finished_at', '>', since)
    .where('doubt', 'is', null)
    .orderBy('id')
    .execute();
  for (const { id, accountId } of requests) {
    await inAccount(ctx, accountId, (inner) => mark(inner, { id, accountId, why }));
    const [isRetake, isRerendering] = [
      await isIn(ctx, 'retake', id),
      await isIn(ctx, 'rerendering', id),
    ];
    if (isRerendering) await redoRerendering(ctx, { accountId, snapRequestId: id });
    else if (!isRetake) await retakeAs(ctx, { accountId, userId: '', name: 'Twinlens' }, id);
  }
}

async function isIn(
  { db }: Context,
  table: 'retake' | 'rerendering',
  requestId: number,
): Promise<boolean> {
  const row = await db
    .selectFrom(table)
    .select('snap_request_id')
    .where('snap_request_id', '=', requestId)
    .executeTakeFirst();
  return row !== undefined;
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
