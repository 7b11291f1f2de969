import { chatKinds, type DeliveryContent, type WebhookEvent } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { putDelivery } from './put-delivery.ts';

/**
 * Has the webhooks and chats of a project's account told of something, in the transaction it happened in.
 *
 * @param read what is told; asked only where somebody wants to hear it
 */
export async function announceEvent(
  ctx: Context,
  projectId: number,
  event: WebhookEvent,
  read: () => Promise<DeliveryContent>,
): Promise<void> {
  const listening = await ctx.db
    .selectFrom('destination')
    .innerJoin('project', 'project.account_id', 'destination.account_id')
    .select('destination.id')
    .where('project.id', '=', projectId)
    .where('destination.kind', 'in', ['webhook', ...chatKinds])
    .where(sql<boolean>`destination.settings->'events' ? ${event}`)
    .orderBy('destination.id')
    .execute();
  if (listening.length === 0) return;
  const content = await read();
  for (const { id } of listening) {
    await putDelivery(ctx, { destinationId: id, subject: null, content });
  }
}
