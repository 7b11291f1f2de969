import type { DeliveryContent } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { putDelivery } from './put-delivery.ts';

interface Said {
  destinationId: number;
  subject: string;
}

/**
 * Puts what is not what was said last of the subject, told already or still waiting.
 *
 * @param begins whether it is worth saying where nothing was said of it before
 */
export async function putIfNew(
  ctx: Context,
  { destinationId, subject }: Said,
  content: DeliveryContent,
  { begins } = { begins: true },
): Promise<void> {
  const last = await ctx.db
    .selectFrom('delivery')
    .select('state')
    .select(sql<boolean>`content = ${JSON.stringify(content)}::jsonb`.as('isSame'))
    .where('destination_id', '=', destinationId)
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined && !begins) return;
  const isSaid = last?.isSame && (last.state === 'waiting' || last.state === 'delivered');
  if (!isSaid) await putDelivery(ctx, { destinationId, subject, content });
}
