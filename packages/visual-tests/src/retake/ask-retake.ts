import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { allocateIds } from '../snap-request/allocate-ids.ts';
import { readPayload } from '../snap-request/read-captured.ts';
import { payloadName } from '../store/names.ts';
import { findRetaken } from './find-retake.ts';

/**
 * Has the examples of a snap-request captured once more, from what the client sent and without what is
 * known of earlier captures. No report waits for it. While one is going on, nothing is asked for.
 *
 * @returns id of the request that does it
 * @throws TwinlensError `not_found`; `conflict` while the first capture is not over
 */
export async function retakeSnapRequest({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; snapRequestId: number };
}): Promise<{ snapRequestId: number }> {
  return { snapRequestId: await retakeAs(ctx, input.caller, input.snapRequestId) };
}

/** The same for whoever it is said to be. */
export async function retakeAs(
  ctx: Context,
  by: Pick<PersonCaller, 'accountId' | 'userId' | 'name'>,
  requestId: number,
): Promise<number> {
  const { accountId } = by;
  const payload = await readPayload({ ctx, input: { accountId, snapRequestId: requestId } });
  const original = (await findRetaken(ctx, requestId)) ?? requestId;
  // As for any request: a row is never without its payload.
  const [id = 0] = await allocateIds(ctx, 1);
  await ctx.store.put(payloadName(accountId, id), payload);
  const snapRequestId = await inAccount(ctx, accountId, async (inner) => {
    const goingOn = await findGoingOn(inner, original);
    if (goingOn !== null) return goingOn;
    const request = await inner.db
      .selectFrom('snap_request')
      .select(['type', 'target', 'package_hash', 'browser_name', 'state'])
      .where('id', '=', original)
      .executeTakeFirstOrThrow();
    if (request.state !== 'done' && request.state !== 'failed') {
      throw new TwinlensError('conflict', 'this capture is not over yet: wait for it');
    }
    const { state: _, ...same } = request;
    const made = { created_at: ctx.now(), trace: ctx.observer.current() };
    await inner.db
      .insertInto('snap_request')
      .values({ id, account_id: accountId, ...same, ...made })
      .execute();
    await inner.db
      .insertInto('retake')
      .values({
        snap_request_id: id,
        retake_of: original,
        by_user: by.userId,
        by_name: by.name,
        at: ctx.now(),
      })
      .execute();
    return id;
  });
  ctx.onWork();
  return snapRequestId;
}

async function findGoingOn(ctx: Context, original: number): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('retake')
    .innerJoin('snap_request as r', 'r.id', 'retake.snap_request_id')
    .select('r.id')
    .where('retake.retake_of', '=', original)
    .where('r.state', 'in', ['queued', 'leased'])
    .executeTakeFirst();
  return row?.id ?? null;
}
