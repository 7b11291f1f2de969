/** The databases every rule has to hold on. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import './postgres-setup.ts';

export interface TestDatabase {
  name: string;
  /** A new, empty database: its URL, or null for the embedded one in the data folder. */
  create(): Promise<string | null>;
}

export const databases: TestDatabase[] = [
  { name: 'PGlite', create: async () => null },
  { name: 'PostgreSQL', create: createPostgresDatabase },
];

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
