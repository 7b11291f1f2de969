import type { DeliveryContent } from '@twinlens/contract';
import type { Context } from '../context.ts';

interface NewDelivery {
  destinationId: number;
  /** What it is about, where only the newest is worth telling. */
  subject: string | null;
  content: DeliveryContent;
}

/**
 * Writes down that something is to be told, in the transaction of its cause. What waits of the same
 * subject is not told any more. Calls nobody: that is done from the ledger, by whoever comes first.
 */
export async function putDelivery(ctx: Context, delivery: NewDelivery): Promise<void> {
  const { destinationId, subject } = delivery;
  const now = ctx.now();
  if (subject !== null) {
    await ctx.db
      .updateTable('delivery')
      .set({ state: 'superseded', ended_at: now })
      .where('destination_id', '=', destinationId)
      .where('subject', '=', subject)
      .where('state', '=', 'waiting')
      // What is being told now ends by itself; until then the new one waits.
      .where((eb) => eb.or([eb('held_until', 'is', null), eb('held_until', '<', now)]))
      .execute();
  }
  await ctx.db
    .insertInto('delivery')
    .values({
      destination_id: destinationId,
      subject,
      content: JSON.stringify(delivery.content),
      next_at: now,
      created_at: now,
      trace: ctx.observer.current(),
    })
    .execute();
}
