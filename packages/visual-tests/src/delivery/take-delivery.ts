import type { DeliveryContent, DestinationKind, DestinationSettings } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { ownerOf } from '../destination/manage.ts';
import { unseal } from '../secret/seal.ts';

export interface TakenDelivery {
  id: number;
  /** Which attempt this is, from 1; the outcome of an earlier one is not taken any more. */
  attempt: number;
  accountId: number;
  createdAt: Date;
  content: DeliveryContent;
  /** The trace of its cause; null where nobody traces. */
  trace: string | null;
  destination: { kind: DestinationKind; settings: DestinationSettings; secret: string };
}

/** Whoever has taken one and is not heard of for this long has died: it is told again. Milliseconds. */
const heldMs = 60_000;

/**
 * Takes what is to be told next. Of one subject only the newest, once nobody tells an older one any
 * more; nothing for a host that is left alone, and when that time is over one delivery for it.
 *
 * @returns null where nothing is due
 */
export async function takeDelivery({ ctx }: { ctx: Context }): Promise<TakenDelivery | null> {
  const now = ctx.now();
  const until = new Date(now.getTime() + heldMs);
  return ctx.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{
      id: number;
      attempts: number;
      subject: string | null;
      content: DeliveryContent;
      createdAt: Date;
      trace: string | null;
      accountId: number;
      destinationId: number;
      kind: DestinationKind;
      settings: DestinationSettings;
      sealed: Uint8Array;
      host: string;
    }>`
      select d.id, d.attempts, d.subject, d.content, d.created_at as "createdAt", d.trace,
        t.account_id as "accountId", t.id as "destinationId", t.kind, t.settings,
        t.sealed_secret as sealed, t.host
      from delivery d
      join destination t on t.id = d.destination_id
      where d.state = 'waiting' and d.next_at <= ${now}
        and (d.held_until is null or d.held_until < ${now})
        and not exists (select from silent_host s where s.host = t.host and s.until > ${now})
        and (d.subject is null or not exists (
          select from delivery other
          where other.destination_id = d.destination_id and other.subject = d.subject
            and (other.id > d.id or (other.id < d.id and other.held_until >= ${now}))))
      order by d.next_at, d.id
      limit 1
      for update of d skip locked`.execute(trx);
    const [row] = rows;
    if (row === undefined) return null;
    await trx
      .updateTable('delivery')
      .set({ held_until: until, attempts: row.attempts + 1 })
      .where('id', '=', row.id)
      .execute();
    // What was put while an older one was being told, and that one failed after.
    await trx
      .updateTable('delivery')
      .set({ state: 'superseded', ended_at: now })
      .where('destination_id', '=', row.destinationId)
      .where('subject', '=', row.subject)
      .where('id', '<', row.id)
      .where('state', '=', 'waiting')
      .execute();
    // The one that tries whether it answers again; the others go on waiting.
    await trx
      .updateTable('silent_host')
      .set({ until, tried_by: row.id })
      .where('host', '=', row.host)
      .execute();
    const { id, attempts, content, createdAt, trace, accountId, kind, settings } = row;
    const secret = unseal(ctx.installationKey, ownerOf(row.destinationId), row.sealed);
    return {
      id,
      attempt: attempts + 1,
      accountId,
      createdAt,
      content,
      trace,
      destination: { kind, settings, secret },
    };
  });
}
