/** After an outage: what was told around it is read back, and what was refused is told again. */
import { type RawBuilder, sql } from 'kysely';
import type { Context, PersonCaller } from '../context.ts';
import { requireDestination } from '../destination/manage.ts';
import { requireAdmin } from '../person/require-admin.ts';

/** A host may have lost what it took shortly before it fell silent. Milliseconds. */
const beforeSilenceMs = 10 * 60_000;

/** What is silent for less has not been set back: nothing is read back after a hiccup. Milliseconds. */
const leastSilenceMs = 60_000;

/** The newest of its subject: what is older must not take its place. */
const isNewest = sql`d.subject is not null and not exists (
  select from delivery newer where newer.destination_id = d.destination_id
    and newer.subject = d.subject and newer.id > d.id)`;

async function markToReadBack(
  ctx: Context,
  destinations: RawBuilder<unknown>,
  since: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery d set read_back_at = ${ctx.now()}
    where d.destination_id in (${destinations}) and d.state = 'delivered' and d.ended_at >= ${since}
      and ${isNewest}`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}

/**
 * A host answers again: what its destinations were told shortly before and since then is read back, unless
 * it was silent for moments only. What they refused meanwhile they may have refused because of their
 * trouble; it is told again.
 */
export async function reconcileHost(ctx: Context, host: string, silentSince: Date): Promise<void> {
  const since = new Date(silentSince.getTime() - beforeSilenceMs);
  const isLong = ctx.now().getTime() - silentSince.getTime() >= leastSilenceMs;
  const destinations = sql`select id from destination where host = ${host}`;
  if (isLong) await markToReadBack(ctx, destinations, since);
  await sql`
    update delivery d set state = 'waiting', ended_at = null, next_at = ${ctx.now()}
    where d.destination_id in (${destinations}) and d.state = 'refused' and d.ended_at >= ${since}
      and ${isNewest}`.execute(ctx.db);
}

/**
 * Has what a destination was told since a time read back, and told again where it is not there.
 * @returns how many are read back
 * @throws TwinlensError `forbidden`; `not_found`
 */
export async function reconcile({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number; since: Date };
}): Promise<{ readBack: number }> {
  const { caller, id, since } = input;
  requireAdmin(caller, 'deliveries');
  const { kind } = await requireDestination(ctx, caller.accountId, id);
  if (kind === 'webhook') return { readBack: 0 };
  return { readBack: await markToReadBack(ctx, sql`${id}::int`, since) };
}
