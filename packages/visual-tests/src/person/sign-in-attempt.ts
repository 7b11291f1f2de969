/**
 * Guessing passwords is limited three ways: one sender at one address, everybody at one address, one
 * sender at any address. Stored, so that restarting or adding servers does not start a new count.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Milliseconds. */
const windowMs = 15 * 60 * 1000;

/** Wrong passwords in one window, after which the next attempt is refused unread. */
const limits = { pair: 5, email: 50, sender: 100 };

export interface SignInAttempt {
  email: string;
  /** Network address of the caller. */
  sender: string;
}

interface Counter {
  key: string;
  limit: number;
}

function countersOf({ email, sender }: SignInAttempt): Counter[] {
  const address = email.toLowerCase();
  const counter = (kind: keyof typeof limits, ...parts: string[]): Counter => ({
    key: createHash('sha256')
      .update([kind, ...parts].join('\n'))
      .digest('hex'),
    limit: limits[kind],
  });
  return (
    [counter('pair', sender, address), counter('email', address), counter('sender', sender)]
      // Always locked in one order, so that two attempts cannot wait for each other.
      .sort((one, other) => (one.key < other.key ? -1 : 1))
  );
}

/**
 * Counts an attempt before the password is looked at, so that simultaneous guesses cannot slip
 * through together; {@link forgetSignInAttempt} takes it back when the password was right.
 *
 * @returns when to try again, or null when the attempt may go on
 */
export async function countSignInAttempt({
  ctx,
  input,
}: {
  ctx: Context;
  input: SignInAttempt;
}): Promise<Date | null> {
  const now = ctx.now();
  const expired = new Date(now.getTime() - windowMs);
  const counters = countersOf(input);
  await forgetExpired(ctx, expired);
  const isExpired = sql<boolean>`sign_in_attempt.window_started_at <= ${expired}`;
  const rows = await ctx.db
    .insertInto('sign_in_attempt')
    .values(counters.map(({ key }) => ({ key, failures: 1, window_started_at: now })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql`case when ${isExpired} then 1 else sign_in_attempt.failures + 1 end`,
        window_started_at: sql`case when ${isExpired} then excluded.window_started_at
          else sign_in_attempt.window_started_at end`,
      }),
    )
    .returningAll()
    .execute();
  const full = rows.filter(
    (row) => row.failures > (counters.find(({ key }) => key === row.key)?.limit ?? 0),
  );
  if (full.length === 0) return null;
  // What is refused unread says nothing about passwords; counting it would let one sender lock
  // everybody else out.
  await forgetSignInAttempt({ ctx, input });
  return new Date(Math.max(...full.map((row) => row.window_started_at.getTime())) + windowMs);
}

/** Takes the last count back. */
export async function forgetSignInAttempt({
  ctx,
  input,
}: {
  ctx: Context;
  input: SignInAttempt;
}): Promise<void> {
  const keys = countersOf(input).map(({ key }) => key);
  await ctx.db
    .with('counter', (db) =>
      // In the order in which attempts are counted, so that neither waits for the other.
      db
        .selectFrom('sign_in_attempt')
        .select('key')
        .where('key', 'in', keys)
        .orderBy('key')
        .forUpdate(),
    )
    .updateTable('sign_in_attempt')
    .from('counter')
    .set({ failures: sql`failures - 1` })
    .whereRef('sign_in_attempt.key', '=', 'counter.key')
    .execute();
}

/** Keeps the table small; what somebody else is counting just now is left to a later attempt. */
async function forgetExpired({ db }: Context, expired: Date): Promise<void> {
  await db
    .with('old', (cte) =>
      cte
        .selectFrom('sign_in_attempt')
        .select('key')
        .where('window_started_at', '<=', expired)
        .forUpdate()
        .skipLocked(),
    )
    .deleteFrom('sign_in_attempt')
    .using('old')
    .whereRef('sign_in_attempt.key', '=', 'old.key')
    .execute();
}
