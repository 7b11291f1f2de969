import { setFlagsFromString } from 'node:v8';
import { Kysely, type Logger, PGliteDialect, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Database } from './schema.ts';

/** PostgreSQL by URL, or the embedded database in a folder of its own. */
export type DatabaseLocation = { url: string } | { folder: string };

export interface OpenDatabase {
  db: Kysely<Database>;
  close(): Promise<void>;
}

/** Told of every statement, once it has ended. */
export type OnStatement = (statement: { tookMs: number; failed: boolean }) => void;

/** Statements that run longer are given up, so that a stuck one cannot hold a row for ever. */
const statementTimeoutMs = 120_000;

const connectTimeoutMs = 10_000;

/**
 * Connects; creates the embedded database when its folder is empty.
 *
 * One process at a time may open a folder: hold {@link lockFolder} before.
 */
export async function openDatabase(
  location: DatabaseLocation,
  onStatement?: OnStatement,
): Promise<OpenDatabase> {
  const log: Logger | undefined =
    onStatement &&
    ((event) =>
      onStatement({ tookMs: event.queryDurationMillis, failed: event.level === 'error' }));
  const db =
    'url' in location ? connect(location.url, log) : await openEmbedded(location.folder, log);
  return { db, close: () => db.destroy() };
}

function connect(url: string, log: Logger | undefined): Kysely<Database> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
  });
  // A connection lost while idle is replaced at the next query; without a listener it ends the process.
  pool.on('error', () => {});
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }), ...(log && { log }) });
}

async function openEmbedded(folder: string, log: Logger | undefined): Promise<Kysely<Database>> {
  // Freeing compiled code of this WebAssembly now and then ends the process (nodejs/node#64500: "Check
  // failed: jit_page_->allocations_.erase"). It is never freed then; there is not much of it.
  setFlagsFromString('--no-wasm-code-gc');
  // Its WebAssembly takes a moment to load, which those with a server of their own need not wait for.
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create(folder);
  return new Kysely<Database>({ dialect: new PGliteDialect({ pglite }), ...(log && { log }) });
}
