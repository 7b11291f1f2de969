import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** Locks that belong to no row. The numbers are arbitrary; only their being different matters. */
export const advisoryLocks = {
  migrate: 7_420_001,
  upkeep: 7_420_002,
  firstAccount: 7_420_003,
} as const;

type AdvisoryLock = (typeof advisoryLocks)[keyof typeof advisoryLocks];

/** Waits for the lock, which is held until the transaction ends. */
export async function takeAdvisoryLock(
  trx: Transaction<Database>,
  lock: AdvisoryLock,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock})`.execute(trx);
}

/** Whether the lock was free and is now held until the transaction ends. */
export async function tryAdvisoryLock(db: Kysely<Database>, lock: AdvisoryLock): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${lock}) as taken`.execute(db);
  return rows[0]?.taken === true;
}
