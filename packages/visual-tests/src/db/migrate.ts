import { readdir, readFile } from 'node:fs/promises';
import { TwinlensError } from '@twinlens/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import { advisoryLocks, takeAdvisoryLock } from './advisory-lock.ts';
import type { Database } from './schema.ts';

interface Migration {
  version: number;
  name: string;
}

const folder = new URL('./migrations/', import.meta.url);

async function listMigrations(): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const version = /^(\d{4})_\w+\.sql$/.exec(name)?.[1];
    if (version !== undefined) migrations.push({ version: Number(version), name });
  }
  return migrations;
}

/**
 * Brings the schema up to this code's version. All or nothing, and safe when several processes start
 * at once: the later ones wait and find nothing left to do.
 *
 * @throws TwinlensError `unavailable` when the database is newer than this code.
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  await db.transaction().execute((trx) => migrateWithin(trx));
}

/**
 * The same, in a transaction that goes on.
 * @param to a version; this code's when left out
 * @throws TwinlensError `unavailable` when that, or the database, is newer than this code.
 */
export async function migrateWithin(trx: Transaction<Database>, to?: number): Promise<void> {
  const migrations = await listMigrations();
  await takeAdvisoryLock(trx, advisoryLocks.migrate);
  const current = await currentVersion(trx);
  const newest = migrations.at(-1)?.version ?? 0;
  const wanted = Math.max(current, to ?? newest);
  if (wanted > newest) {
    throw new TwinlensError(
      'unavailable',
      `the database is at version ${wanted}, this program knows ${newest}: start a newer release, or restore the backup made before the update`,
    );
  }
  for (const migration of migrations) {
    const { version } = migration;
    if (version > current && version <= wanted) await apply(trx, migration);
  }
}

async function currentVersion(trx: Transaction<Database>): Promise<number> {
  await sql`create table if not exists migration (
    version integer primary key,
    name text not null,
    applied_at timestamptz not null default now()
  )`.execute(trx);
  const { rows } = await sql<{ version: number }>`
    select coalesce(max(version), 0) as version from migration`.execute(trx);
  return rows[0]?.version ?? 0;
}

async function apply(trx: Transaction<Database>, { version, name }: Migration): Promise<void> {
  const script = await readFile(new URL(name, folder), 'utf8');
  // A block makes one statement of many: the embedded database takes only one at a time.
  await sql.raw(`do $migration$ begin\n${script}\nend $migration$`).execute(trx);
  await sql`insert into migration (version, name) values (${version}, ${name})`.execute(trx);
}
