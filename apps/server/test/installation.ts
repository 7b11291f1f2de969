/** A server on a free port with a database and several accounts, all by real HTTP. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noTelemetry } from '@twinlens/telemetry';
import { createPostgresDatabase } from '@twinlens/testing/databases';
import { type Context, createApiKey, createSignInLink } from '@twinlens/visual-tests';
import { inject } from 'vitest';
import type { Config } from '../src/config.ts';
import { type Server, startServer } from '../src/server.ts';

export const workerToken = 'a worker token for tests, long enough';
export const statusToken = 'a token of the status program, for tests';

export interface Installation {
  server: Server;
  close(): Promise<void>;
}

/** @param databaseUrl PostgreSQL; the embedded database when absent */
export const configOf = (dataFolder: string, databaseUrl: string | null): Config => ({
  dataFolder,
  databaseUrl,
  bucket: null,
  installationKey: null,
  host: '127.0.0.1',
  port: 0,
  origin: null,
  workerToken,
  statusToken,
  githubOidc: { issuer: 'https://issuer.invalid', audience: 'happo' },
  privateDestinations: true,
  mail: null,
  logLevel: 'error',
  telemetry: noTelemetry,
});

export type InstallationOptions = Partial<
  Pick<Config, 'githubOidc' | 'privateDestinations' | 'mail' | 'telemetry'>
>;

/** @param databaseUrl a new database of PostgreSQL when absent, the embedded one when null */
export async function startInstallation(
  options: InstallationOptions = {},
  databaseUrl?: string | null,
): Promise<Installation> {
  const url = databaseUrl === undefined ? await createPostgresDatabase() : databaseUrl;
  const dataFolder = await mkdtemp(join(tmpdir(), 'twinlens-server-'));
  if (url === null) await copyUsedFolder(dataFolder);
  // `npm run test:store` runs suites on a bucket that run in a folder otherwise.
  const objects = process.env.TWINLENS_TEST_CEPH === undefined ? null : await newObjectStore();
  const bucket = objects && { ...objects, region: 'us-east-1' };
  const server = await startServer({
    config: { ...configOf(dataFolder, url), bucket, ...options },
  });
  return {
    server,
    async close() {
      await server.close();
      await objects?.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Only suites on a bucket load what starts one. */
async function newObjectStore() {
  const { startObjectStore } = await import('@twinlens/testing/objects');
  return startObjectStore();
}

/**
 * Fills a data folder with what a server leaves that has been started and stopped: making the embedded
 * database takes some seconds, and going on with one takes none. Made by the first who needs it.
 */
export async function copyUsedFolder(dataFolder: string): Promise<void> {
  await cp(await usedFolder(), dataFolder, { recursive: true });
}

async function usedFolder(): Promise<string> {
  const runFolder = inject('runFolder');
  const used = join(runFolder, 'installation');
  if (existsSync(used)) return used;
  const made = await mkdtemp(join(runFolder, 'made-'));
  const server = await startServer({ config: configOf(made, null) });
  await server.close();
  // Somebody else may have been as quick; one of the two is enough.
  await rename(made, used).catch(() => {});
  return used;
}

/** Cookies of an answer, as a browser would send them back. */
export const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** Follows a one-time link as a program does. */
export function postLink(signInUrl: string): Promise<Response> {
  const url = new URL(signInUrl);
  const body = new URLSearchParams({ token: url.searchParams.get('token') ?? '' });
  return fetch(url.origin + url.pathname, { method: 'POST', body, redirect: 'manual' });
}

export interface Tenant {
  accountId: number;
  projectId: number;
  userId: string;
  /** Headers of a request from a page this person has open. */
  session: Record<string, string>;
  apiKey: string;
  /** Headers of a build machine. */
  client: Record<string, string>;
}

/** A new account with a project `default`, a signed-in person and an API key. */
export async function addTenant(
  ctx: Context,
  name: string,
  role: 'admin' | 'member' = 'admin',
): Promise<Tenant> {
  const { id: accountId } = await ctx.db
    .insertInto('account')
    .values({ name, image_key: randomBytes(32) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: projectId } = await ctx.db
    .insertInto('project')
    .values({ account_id: accountId, name: 'default' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { userId, session } = await addPerson(ctx, accountId, name, role);
  const caller = { accountId, userId, name, role: 'admin' as const };
  const { key, secret } = await createApiKey({ ctx, input: { caller, label: 'build' } });
  const basic = Buffer.from(`${key}:${secret}`).toString('base64');
  return {
    accountId,
    projectId,
    userId,
    session,
    apiKey: key,
    client: { authorization: `Basic ${basic}` },
  };
}

/** Headers of somebody who runs the installation. */
export async function addOperator(ctx: Context): Promise<Record<string, string>> {
  const first = await ctx.db
    .selectFrom('account')
    .select('id')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return (await addPerson(ctx, first.id, 'operator', 'admin')).session;
}

/** Somebody in an account, signed in. */
export async function addPerson(
  ctx: Context,
  accountId: number,
  name: string,
  role: 'admin' | 'member',
): Promise<Pick<Tenant, 'userId' | 'session'>> {
  const userId = randomBytes(16).toString('hex');
  await ctx.db
    .insertInto('person')
    .values({ id: userId, name, email: `${userId}@example.org` })
    .execute();
  await ctx.db
    .insertInto('membership')
    .values({ account_id: accountId, user_id: userId, role })
    .execute();
  const link = await postLink(await createSignInLink({ ctx, input: { userId } }));
  return { userId, session: { cookie: cookiesOf(link), origin: ctx.origin } };
}
