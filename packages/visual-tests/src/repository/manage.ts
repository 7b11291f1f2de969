/** Repositories whose runs may do without a stored API key. */
import { TwinlensError } from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import type { KeyKind } from '../db/schema.ts';
import { requireAdmin } from '../person/require-admin.ts';
import { parseRepository } from './address.ts';

export interface Permissions {
  /** Its GitHub workflows may sign in with their own token. */
  workflows: boolean;
  /** Runs of its pull requests get a key by the pull request's address. */
  pullRequests: boolean;
}

export interface Repository extends Permissions {
  id: number;
  name: string;
  createdAt: Date;
}

const columns = ['id', 'name', 'workflows', 'pull_requests', 'created_at'] as const;

function toRepository(row: {
  id: number;
  name: string;
  workflows: boolean;
  pull_requests: boolean;
  created_at: Date;
}): Repository {
  const { id, name, workflows } = row;
  return { id, name, workflows, pullRequests: row.pull_requests, createdAt: row.created_at };
}

/** By name. */
export async function listRepositories({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number };
}): Promise<Repository[]> {
  const rows = await ctx.db
    .selectFrom('repository')
    .select(columns)
    .where('account_id', '=', input.accountId)
    .orderBy('name')
    .execute();
  return rows.map(toRepository);
}

/**
 * @throws TwinlensError `forbidden` unless the caller is an administrator; `invalid_request` for what
 *   names no repository; `conflict` when it is connected, here or elsewhere
 */
export async function connectRepository({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; repository: string } & Permissions;
}): Promise<Repository> {
  requireAdmin(input.caller, 'repositories');
  const name = parseRepository(input.repository);
  if (name === null) {
    throw new TwinlensError(
      'invalid_request',
      'repository: give its host, owner and name, such as github.com/owner/name',
    );
  }
  const row = await ctx.db
    .insertInto('repository')
    .values({
      name,
      account_id: input.caller.accountId,
      workflows: input.workflows,
      pull_requests: input.pullRequests,
      created_at: ctx.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst();
  if (row === undefined) {
    throw new TwinlensError(
      'conflict',
      `${name} is connected already: if it is not in your list, ask whoever runs this installation`,
    );
  }
  return toRepository(row);
}

/**
 * Changes what a repository's runs may do. Keys of what is switched off end at once.
 * @throws TwinlensError `forbidden`; `not_found` when the account has no such repository
 */
export async function changeRepository({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number } & Permissions;
}): Promise<Repository> {
  requireAdmin(input.caller, 'repositories');
  return ctx.db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('repository')
      .set({ workflows: input.workflows, pull_requests: input.pullRequests })
      .where('id', '=', input.id)
      .where('account_id', '=', input.caller.accountId)
      .returning(columns)
      .executeTakeFirst();
    if (row === undefined) refuseUnknown();
    const ended: KeyKind[] = [];
    if (!input.workflows) ended.push('workflow');
    if (!input.pullRequests) ended.push('pull-request');
    await endKeys({ ...ctx, db: trx }, row.name, ended);
    return toRepository(row);
  });
}

/**
 * Its keys end at once. What its runs made stays.
 * @throws TwinlensError `forbidden`; `not_found` when the account has no such repository
 */
export async function disconnectRepository({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number };
}): Promise<void> {
  requireAdmin(input.caller, 'repositories');
  await ctx.db.transaction().execute(async (trx) => {
    const row = await trx
      .deleteFrom('repository')
      .where('id', '=', input.id)
      .where('account_id', '=', input.caller.accountId)
      .returning('name')
      .executeTakeFirst();
    if (row === undefined) refuseUnknown();
    await endKeys({ ...ctx, db: trx }, row.name, ['workflow', 'pull-request']);
  });
}

function refuseUnknown(): never {
  throw new TwinlensError('not_found', 'there is no such repository');
}

async function endKeys(ctx: Context, repository: string, kinds: KeyKind[]): Promise<void> {
  if (kinds.length === 0) return;
  await ctx.db
    .deleteFrom('api_key')
    .where('belongs_to', '=', repository)
    .where('kind', 'in', kinds)
    .execute();
}
