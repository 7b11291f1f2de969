/** The ledger, to be read, and to have something told again. */
import {
  type Delivery,
  type DeliveryState,
  type Operations,
  type ResponseOf,
  TwinlensError,
} from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import { requireAdmin } from '../person/require-admin.ts';

interface ListInput {
  accountId: number;
  destination?: number | undefined;
  state?: DeliveryState | undefined;
  before?: number | undefined;
  limit: number;
}

/** The newest first; `more` says whether there are older ones. */
export async function listDeliveries({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListInput;
}): Promise<{ deliveries: Delivery[]; more: boolean }> {
  let query = ofAccount(ctx, input.accountId)
    .orderBy('delivery.id', 'desc')
    .limit(input.limit + 1);
  if (input.destination !== undefined) {
    query = query.where('delivery.destination_id', '=', input.destination);
  }
  if (input.state !== undefined) query = query.where('delivery.state', '=', input.state);
  if (input.before !== undefined) query = query.where('delivery.id', '<', input.before);
  const rows = await query.execute();
  return {
    deliveries: rows.slice(0, input.limit).map(toDelivery),
    more: rows.length > input.limit,
  };
}

/** @throws TwinlensError `not_found` */
export async function getDelivery({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; id: number };
}): Promise<ResponseOf<Operations['getDelivery']>> {
  const delivery = await readDelivery(ctx, input);
  const attempts = await ctx.db
    .selectFrom('delivery_attempt')
    .selectAll()
    .where('delivery_id', '=', input.id)
    .orderBy('id')
    .execute();
  const log = attempts.map(({ at, took_ms: tookMs, request, response, problem }) => ({
    at: at.toISOString(),
    tookMs,
    request,
    response,
    problem,
  }));
  return { ...delivery, log };
}

/**
 * Has something told again at once, also where it was told before.
 * @throws TwinlensError `forbidden`; `not_found`; `conflict` where something newer of its subject was told
 */
export async function redeliver({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number };
}): Promise<Delivery> {
  const { caller, id } = input;
  requireAdmin(caller, 'deliveries');
  const { accountId } = caller;
  await readDelivery(ctx, { accountId, id });
  const now = ctx.now();
  const row = await ctx.db
    .updateTable('delivery')
    .set({ state: 'waiting', ended_at: null, next_at: now })
    .where('id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('delivery as newer')
            .select('newer.id')
            .whereRef('newer.destination_id', '=', 'delivery.destination_id')
            .whereRef('newer.subject', '=', 'delivery.subject')
            .whereRef('newer.id', '>', 'delivery.id'),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) {
    throw new TwinlensError(
      'conflict',
      'something newer was said of the same commit: what is older must not take its place',
    );
  }
  return readDelivery(ctx, { accountId, id });
}

async function readDelivery(
  ctx: Context,
  { accountId, id }: { accountId: number; id: number },
): Promise<Delivery> {
  const row = await ofAccount(ctx, accountId).where('delivery.id', '=', id).executeTakeFirst();
  if (row === undefined) throw new TwinlensError('not_found', 'there is no such delivery');
  return toDelivery(row);
}

const ofAccount = ({ db }: Context, accountId: number) =>
  db
    .selectFrom('delivery')
    .innerJoin('destination', 'destination.id', 'delivery.destination_id')
    .selectAll('delivery')
    .where('destination.account_id', '=', accountId);

type Row = Awaited<ReturnType<ReturnType<typeof ofAccount>['execute']>>[number];

const toDelivery = (row: Row): Delivery => ({
  id: row.id,
  destination: row.destination_id,
  content: row.content,
  state: row.state,
  attempts: row.attempts,
  createdAt: row.created_at.toISOString(),
  nextAt: row.state === 'waiting' ? row.next_at.toISOString() : null,
  endedAt: row.ended_at?.toISOString() ?? null,
});
