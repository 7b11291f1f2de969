import { TwinlensError } from '@twinlens/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import { migrateWithin } from '../db/migrate.ts';
import type { Database } from '../db/schema.ts';
import type { DatabaseSnapshot } from './read-snapshot.ts';
import { listTables, type TableShape } from './tables.ts';

/** Rows of one statement: enough to be quick, few enough for long ones. */
const atOnce = 500;

/** @throws TwinlensError `conflict` where there is anything in it */
export async function requireEmptyDatabase(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from pg_class
    where relkind in ('r', 'p', 'v') and relnamespace = current_schema()::regnamespace`.execute(db);
  if (Number(rows[0]?.count) > 0) {
    throw new TwinlensError(
      'conflict',
      'the database is not empty, and nothing is restored over what is there: name an empty one',
    );
  }
}

/**
 * Makes an empty database what it was: its schema of then, its rows, and then this code's schema. All or
 * nothing.
 *
 * @throws TwinlensError `conflict` where it is not empty, `unavailable` where it was of a newer release
 */
export function restoreDatabase(db: Kysely<Database>, snapshot: DatabaseSnapshot): Promise<void> {
  return db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    await requireEmptyDatabase(trx);
    await migrateWithin(trx, snapshot.version);
    requireSameTables(await listTables(trx), snapshot.tables);
    const constraints = await dropForeignKeys(trx);
    for (const { name } of snapshot.tables) {
      await sql`truncate ${sql.table(name)}`.execute(trx);
    }
    for (const table of snapshot.tables) await fill(trx, table, snapshot.rowsOf(table));
    for (const { name, last } of snapshot.sequences) {
      await sql`select setval(quote_ident(${name}::text)::regclass, ${last}::bigint)`.execute(trx);
    }
    // Whatever refers to something that is not there is found here.
    for (const { table, name, definition } of constraints) {
      await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
        trx,
      );
    }
    await migrateWithin(trx);
  });
}

function requireSameTables(here: TableShape[], there: TableShape[]): void {
  const said = (tables: TableShape[]) => JSON.stringify(tables);
  if (said(here) === said(there)) return;
  throw new TwinlensError(
    'conflict',
    'the tables of the backup are not those of this release at that version: restore it with the release that made it',
  );
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/** Tables refer to each other in circles: no order of them would do. */
async function dropForeignKeys(trx: Transaction<Database>): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = current_schema()::regnamespace`.execute(trx);
  for (const { table, name } of rows) {
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(trx);
  }
  return rows;
}

async function fill(
  trx: Transaction<Database>,
  { name, columns }: TableShape,
  rows: AsyncIterable<string>,
): Promise<void> {
  const refs = sql.join(columns.map((column) => sql.ref(column)));
  // Rows are read as those of a table that has exactly their columns.
  await sql`create temporary table backed_up on commit drop as
    select ${refs} from ${sql.table(name)} with no data`.execute(trx);
  const insert = (batch: string[]) =>
    sql`insert into ${sql.table(name)} (${refs}) overriding system value
      select ${refs} from unnest(${batch}::text[]::pg_temp.backed_up[])`.execute(trx);
  let batch: string[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < atOnce) continue;
    await insert(batch);
    batch = [];
  }
  if (batch.length > 0) await insert(batch);
  await sql`drop table pg_temp.backed_up`.execute(trx);
}
