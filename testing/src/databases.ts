/** The databases rules have to hold on. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import './postgres-setup.ts';

export interface TestDatabase {
  name: string;
  /** A new, empty database: its URL, or null for the embedded one in the data folder. */
  create(): Promise<string | null>;
}

const postgres: TestDatabase = { name: 'PostgreSQL', create: createPostgresDatabase };

/** For what depends on how many connections there are, or on how a driver reads what is answered. */
export const bothDatabases: TestDatabase[] = [
  { name: 'PGlite', create: async () => null },
  postgres,
];

/**
 * For everything else: the embedded database is the same PostgreSQL, and takes ten seconds to begin
 * with. `npm run test:databases` runs these on both.
 */
export const databases: TestDatabase[] =
  process.env.TWINLENS_TEST_DATABASES === 'both' ? bothDatabases : [postgres];

/** A new, empty database on the test run's PostgreSQL server. */
export async function createPostgresDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'));
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}
