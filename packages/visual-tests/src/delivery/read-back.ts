/** What was told is asked for again: whoever was told may have lost it. */
import type { ReceivedResponse, SentRequest } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { ownerOf } from '../destination/manage.ts';
import { unseal } from '../secret/seal.ts';
import type { TakenDelivery } from './take-delivery.ts';

/** Until it is asked for again where nothing comes of it. Milliseconds. */
const againMs = 60_000;

export type TakenToReadBack = Pick<TakenDelivery, 'id' | 'accountId' | 'content' | 'destination'>;

/** Takes what is to be read back next; nothing of a host that is left alone. Null where nothing is due. */
export async function takeToReadBack({ ctx }: { ctx: Context }): Promise<TakenToReadBack | null> {
  const now = ctx.now();
  const { rows } = await sql<{ id: number }>`
    update delivery set read_back_at = ${new Date(now.getTime() + againMs)}
    where id = (
      select d.id from delivery d
      join destination t on t.id = d.destination_id
      where d.read_back_at <= ${now}
        and not exists (select from silent_host s where s.host = t.host)
      order by d.read_back_at, d.id
      limit 1
      for update of d skip locked
    )
    returning id`.execute(ctx.db);
  const [taken] = rows;
  if (taken === undefined) return null;
  const row = await ctx.db
    .selectFrom('delivery as d')
    .innerJoin('destination as t', 't.id', 'd.destination_id')
    .select(['d.id', 'd.content', 't.id as destinationId', 't.account_id as accountId'])
    .select(['t.kind', 't.settings', 't.sealed_secret as sealed'])
    .where('d.id', '=', taken.id)
    .executeTakeFirst();
  // Its destination was removed meanwhile.
  if (row === undefined) return null;
  const { id, content, accountId, kind, settings } = row;
  const secret = unseal(ctx.installationKey, ownerOf(row.destinationId), row.sealed);
  return { id, content, accountId, destination: { kind, settings, secret } };
}

export interface ReadBack {
  id: number;
  /** Null where nothing could be asked. */
  found: {
    /** Null where the other side does not say. */
    stands: boolean | null;
    /** The last question and its answer. */
    request: SentRequest;
    response: ReceivedResponse;
  } | null;
}

/** Has told again what is not there, unless something newer was said meanwhile. */
export async function finishReadBack({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReadBack;
}): Promise<void> {
  const { id, found } = input;
  const now = ctx.now();
  await ctx.db.transaction().execute(async (trx) => {
    await trx.updateTable('delivery').set({ read_back_at: null }).where('id', '=', id).execute();
    if (found?.stands !== false) return;
    const { rows } = await sql`
      update delivery d set state = 'waiting', ended_at = null, next_at = ${now}
      where d.id = ${id} and d.state = 'delivered' and not exists (
        select from delivery newer where newer.destination_id = d.destination_id
          and newer.subject = d.subject and newer.id > d.id)
      returning d.id`.execute(trx);
    if (rows.length === 0) return;
    await trx
      .insertInto('delivery_attempt')
      .values({
        delivery_id: id,
        at: now,
        took_ms: 0,
        request: JSON.stringify(found.request),
        response: JSON.stringify(found.response),
        problem: 'it was read back and is not there: it is told again',
      })
      .execute();
  });
}
