/** Counts what strangers try, in windows of time. Stored, so that restarts do not begin anew. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Milliseconds. */
const windowMs = 15 * 60 * 1000;

export interface Counter {
  key: string;
  /** Attempts in one window after which the next is refused. */
  limit: number;
}

/** @param parts what is counted together; a hash of them is kept */
export function counter(limit: number, ...parts: string[]): Counter {
  return { limit, key: createHash('sha256').update(parts.join('\n')).digest('hex') };
}

/** Always locked in one order, so that two attempts cannot wait for each other. */
const inOrder = (counters: Counter[]) =>
  counters.toSorted((one, other) => (one.key < other.key ? -1 : 1));

/** @returns when to try again, or null when the attempt may go on */
export async function countAttempt(ctx: Context, counters: Counter[]): Promise<Date | null> {
  const now = ctx.now();
  const expired = new Date(now.getTime() - windowMs);
  await forgetExpired(ctx, expired);
  const isExpired = sql<boolean>`attempt.window_started_at <= ${expired}`;
  const rows = await ctx.db
    .insertInto('attempt')
    .values(inOrder(counters).map(({ key }) => ({ key, count: 1, window_started_at: now })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql`case when ${isExpired} then 1 else attempt.count + 1 end`,
        window_started_at: sql`case when ${isExpired} then excluded.window_started_at
          else attempt.window_started_at end`,
      }),
    )
    .returningAll()
    .execute();
  const full = rows.filter(
    (row) => row.count > (counters.find(({ key }) => key === row.key)?.limit ?? 0),
  );
  if (full.length === 0) return null;
  // Counting what is refused unread would let one sender lock everybody else out.
  await forgetAttempt(ctx, counters);
  return new Date(Math.max(...full.map((row) => row.window_started_at.getTime())) + windowMs);
}

/** Takes the last count back. */
export async function forgetAttempt(ctx: Context, counters: Counter[]): Promise<void> {
  const keys = counters.map(({ key }) => key);
  await ctx.db
    .with('counter', (db) =>
      // In the order in which attempts are counted, so that neither waits for the other.
      db.selectFrom('attempt').select('key').where('key', 'in', keys).orderBy('key').forUpdate(),
    )
    .updateTable('attempt')
    .from('counter')
    .set({ count: sql`count - 1` })
    .whereRef('attempt.key', '=', 'counter.key')
    .execute();
}

/** Keeps the table small; what somebody else is counting just now is left to a later attempt. */
async function forgetExpired({ db }: Context, expired: Date): Promise<void> {
  await db
    .with('old', (cte) =>
      cte
        .selectFrom('attempt')
        .select('key')
        .where('window_started_at', '<=', expired)
        .forUpdate()
        .skipLocked(),
    )
    .deleteFrom('attempt')
    .using('old')
    .whereRef('attempt.key', '=', 'old.key')
    .execute();
}
