import type { ReceivedResponse, SentRequest } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { reconcileHost } from './reconcile.ts';
import { type DeliveryOutcome, isGivenUp, waitMs } from './rules.ts';
import type { TakenDelivery } from './take-delivery.ts';

export interface FinishedAttempt {
  delivery: TakenDelivery;
  outcome: DeliveryOutcome;
  startedAt: Date;
  /** Null where it could not be put into words. */
  request: SentRequest | null;
  response: ReceivedResponse | null;
  /** Whether its host is in trouble, and not only this delivery. */
  isSilent: boolean;
  /** Between 0 and 1. */
  random: number;
}

/**
 * Writes down what came of an attempt, and when there is another. An attempt that took so long that
 * somebody else tries again is only written down.
 */
export async function finishDelivery({
  ctx,
  input,
}: {
  ctx: Context;
  input: FinishedAttempt;
}): Promise<void> {
  const { delivery, outcome, random } = input;
  const { id, attempt } = delivery;
  const now = ctx.now();
  await ctx.db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('delivery')
      .innerJoin('destination', 'destination.id', 'delivery.destination_id')
      .select('destination.host')
      .where('delivery.id', '=', id)
      .forUpdate('delivery')
      .executeTakeFirst();
    // Its destination was removed meanwhile.
    if (known === undefined) return;
    await trx
      .insertInto('delivery_attempt')
      .values({
        delivery_id: id,
        at: input.startedAt,
        took_ms: Math.max(0, now.getTime() - input.startedAt.getTime()),
        request: input.request && JSON.stringify(input.request),
        response: input.response && JSON.stringify(input.response),
        problem: outcome.kind === 'delivered' ? null : outcome.problem,
      })
      .execute();
    const mine = trx
      .updateTable('delivery')
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('attempts', '=', attempt);
    if (outcome.kind === 'later' && !isGivenUp(delivery.createdAt, now)) {
      const nextAt = new Date(now.getTime() + waitMs(attempt, outcome.afterMs, random));
      await mine.set({ next_at: nextAt, held_until: null }).execute();
    } else {
      const state = outcome.kind === 'later' ? ('refused' as const) : outcome.kind;
      await mine.set({ state, ended_at: now, held_until: null }).execute();
    }
    await noteHost({ ...ctx, db: trx }, known.host, input, now);
  });
  const { kind } = delivery.destination;
  ctx.observer.happened({ kind: 'told', destination: kind, outcome: outcome.kind });
}

/** A host in trouble is left alone, longer each time; one that answers is heard at once. */
async function noteHost(
  ctx: Context,
  host: string,
  input: FinishedAttempt,
  now: Date,
): Promise<void> {
  if (!input.isSilent) {
    // Without an answer nothing is known: this server was stopped, or had nothing to say.
    if (input.response === null) return;
    const silence = await ctx.db
      .deleteFrom('silent_host')
      .where('host', '=', host)
      .returning('since')
      .executeTakeFirst();
    if (silence !== undefined) await reconcileHost(ctx, host, silence.since);
    return;
  }
  const known = await ctx.db
    .selectFrom('silent_host')
    .select(['failures', 'tried_by as triedBy'])
    .where('host', '=', host)
    .forUpdate()
    .executeTakeFirst();
  if (known !== undefined && known.triedBy !== input.delivery.id) return;
  const afterMs = input.outcome.kind === 'later' ? input.outcome.afterMs : null;
  const failures = (known?.failures ?? 0) + 1;
  const until = new Date(now.getTime() + waitMs(failures, afterMs, input.random));
  await ctx.db
    .insertInto('silent_host')
    .values({ host, failures, until, tried_by: null, since: now })
    .onConflict((conflict) =>
      conflict.column('host').doUpdateSet({ failures, until, tried_by: null }),
    )
    .execute();
}
