import type { BodyOf, CheckRun, CommitStatus, Operations, ResponseOf } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { putDelivery } from '../delivery/put-delivery.ts';

type Answer = ResponseOf<Operations['settleStandIns']>;
type StandIn = BodyOf<Operations['settleStandIns']>['standIns'][number];

/**
 * Has lines told again that somebody else has written meanwhile: what was said last of each is said once
 * more, unless something newer has been said already. Answers how each stands.
 */
export async function settleStandIns({
  ctx,
  input,
}: {
  ctx: Context;
  input: { standIns: StandIn[] };
}): Promise<Answer> {
  const settled: Answer['settled'] = [];
  for (const standIn of input.standIns) {
    settled.push(await ctx.db.transaction().execute((db) => settle({ ...ctx, db }, standIn)));
  }
  return { settled };
}

async function settle(ctx: Context, standIn: StandIn): Promise<Answer['settled'][number]> {
  const { destination, delivery } = standIn;
  const known = await ctx.db
    .selectFrom('delivery')
    .select('subject')
    .where('id', '=', delivery)
    .where('destination_id', '=', destination)
    .executeTakeFirst();
  const subject = known?.subject ?? null;
  const last = subject === null ? undefined : await lastOf(ctx, destination, subject);
  if (last === undefined || subject === null) return { ...standIn, state: null, told: false };
  const content = last.content as CommitStatus | CheckRun;
  const state = stateOf(content);
  if (last.id === delivery && last.state !== 'waiting') {
    await putDelivery(ctx, { destinationId: destination, subject, content });
    return { ...standIn, state, told: false };
  }
  return { ...standIn, state, told: last.state === 'delivered' };
}

function stateOf(content: CommitStatus | CheckRun): CommitStatus['state'] {
  if (content.type === 'status') return content.state;
  if (content.conclusion === null) return 'pending';
  return content.conclusion === 'success' ? 'success' : 'failure';
}

const lastOf = ({ db }: Context, destination: number, subject: string) =>
  db
    .selectFrom('delivery')
    .select(['id', 'state', 'content'])
    .where('destination_id', '=', destination)
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
