import { sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** Locks that belong to no row. The numbers are arbitrary; only their being different matters. */
export const advisoryLocks = {
  migrate: 7_420_001,
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
