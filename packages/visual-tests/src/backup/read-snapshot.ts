import { TwinlensError } from '@twinlens/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../db/schema.ts';
import { listTables, type TableShape } from './tables.ts';

/** Rows that are asked for at a time. */
const atOnce = 500;

/** The whole database as it is at one moment. */
export interface DatabaseSnapshot {
  /** Of the schema. */
  version: number;
  tables: TableShape[];
  /** The last number each sequence gave. */
  sequences: { name: string; last: string }[];
  /** The rows of a table as PostgreSQL writes them: every value, of whatever type, comes back as it was. */
  rowsOf(table: TableShape): AsyncIterable<string>;
}

/**
 * Reads all of the database in one transaction, while others write. Whatever is not in it has not been
 * committed when it began.
 *
 * @throws TwinlensError `not_found` where there is nothing in it
 */
export function readSnapshot<Result>(
  db: Kysely<Database>,
  use: (snapshot: DatabaseSnapshot) => Promise<Result>,
): Promise<Result> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`set local statement_timeout = 0`.execute(trx);
      const tables = await listTables(trx);
      if (tables.length === 0) throw new TwinlensError('not_found', 'the database is empty');
      const { rows: versions } = await sql<{ version: number }>`
        select max(version) as version from migration`.execute(trx);
      const { rows: sequences } = await sql<{ name: string; last: string }>`
        select sequencename as name, last_value::text as last from pg_sequences
        where schemaname = current_schema() and last_value is not null order by 1`.execute(trx);
      return use({
        version: versions[0]?.version ?? 0,
        tables,
        sequences,
        rowsOf: (table) => readRows(trx, table),
      });
    });
}

async function* readRows(
  trx: Transaction<Database>,
  { name, columns }: TableShape,
): AsyncIterable<string> {
  const values = sql.join(columns.map((column) => sql.ref(column)));
  await sql`declare backed_up no scroll cursor for
    select row(${values})::text as row from ${sql.table(name)}`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(atOnce)} from backed_up`.execute(
      trx,
    );
    for (const { row } of rows) yield row;
    if (rows.length < atOnce) break;
  }
  await sql`close backed_up`.execute(trx);
}
