/** Keys that nobody stores: made for one run by somebody who has proved something else, gone in hours. */
import { createHmac, randomBytes } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import { sql, type Transaction } from 'kysely';
import type { Context, PersonCaller } from '../context.ts';
import type { Database, KeyKind } from '../db/schema.ts';
import { deriveKey } from '../installation-key.ts';
import { repositoryOfPullRequest } from '../repository/address.ts';
import { seal, unseal } from '../secret/seal.ts';

const hourMs = 60 * 60 * 1000;

/** How long keys live after they were last given out. Milliseconds. */
const lifeMs: Record<Exclude<KeyKind, 'machine'>, number> = {
  person: 12 * hourMs,
  // The longest that a job on GitHub's own machines may run.
  workflow: 6 * hourMs,
  'pull-request': 2 * hourMs,
};

/** For this long after the end, whoever still uses a key is told that it has expired. Milliseconds. */
const rememberedMs = 24 * hourMs;

export interface IssuedKey {
  key: string;
  secret: string;
  expiresAt: Date;
}

interface NewKey {
  key: string;
  accountId: number;
  kind: Exclude<KeyKind, 'machine'>;
  label: string;
  belongsTo: string;
  project?: string | undefined;
}

/**
 * Gives a key out, or gives the living one of that name out again and lets it live longer: shards of
 * one run that ask one after the other must not end each other's.
 * @returns null while a key of that name is revoked
 */
async function issue(ctx: Context, key: NewKey): Promise<IssuedKey | null> {
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + lifeMs[key.kind]);
  const secret = randomBytes(32).toString('hex');
  const fresh = {
    account_id: key.accountId,
    label: key.label,
    kind: key.kind,
    belongs_to: key.belongsTo,
    project: key.project ?? null,
    sealed_secret: seal(ctx.installationKey, key.key, secret),
    created_at: now,
    expires_at: expiresAt,
  };
  const isOver = sql<boolean>`api_key.expires_at <= ${now}`;
  const row = await ctx.db
    .insertInto('api_key')
    .values({ key: key.key, ...fresh })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          expires_at: expiresAt,
          revoked_at: null,
          sealed_secret: sql`case when ${isOver} then excluded.sealed_secret
            else api_key.sealed_secret end`,
        })
        .where((eb) => eb.or([eb('api_key.revoked_at', 'is', null), isOver])),
    )
    .returning('sealed_secret')
    .executeTakeFirst();
  if (row === undefined) return null;
  const given = unseal(ctx.installationKey, key.key, row.sealed_secret);
  return { key: key.key, secret: given, expiresAt };
}

/** A key for a person's own command line; every call makes another. */
export async function createPersonalKey({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller };
}): Promise<IssuedKey> {
  const { accountId, userId, name } = input.caller;
  const key = randomBytes(10).toString('hex');
  const label = `${name}, command line`.slice(-200);
  const issued = await issue(ctx, { key, accountId, kind: 'person', label, belongsTo: userId });
  if (issued === null) throw new TwinlensError('internal', 'no key could be made: try again');
  return issued;
}

/**
 * Locks the connection for as long as the transaction lasts, so that switching it off either comes
 * before and no key is made, or after and ends the key.
 */
function findRepository(trx: Transaction<Database>, name: string) {
  return trx.selectFrom('repository').selectAll().where('name', '=', name).forShare();
}

/**
 * The secret of a pull request's key, whose name is the address itself.
 * @throws TwinlensError `not_found`, in the same words whatever the reason, so that nobody learns
 *   which repositories are connected
 */
export async function createPullRequestToken({
  ctx,
  input,
}: {
  ctx: Context;
  input: { prUrl: string };
}): Promise<{ secret: string }> {
  const name = repositoryOfPullRequest(input.prUrl);
  const issued = await ctx.db.transaction().execute(async (trx) => {
    const found = await findRepository(trx, name ?? '').executeTakeFirst();
    if (!found?.pull_requests) return null;
    return issue(
      { ...ctx, db: trx },
      {
        key: input.prUrl,
        accountId: found.account_id,
        kind: 'pull-request',
        label: input.prUrl,
        belongsTo: found.name,
      },
    );
  });
  if (issued === null) {
    throw new TwinlensError(
      'not_found',
      'there is no key for this address: it must be that of a pull request, as its forge writes it, of a repository that an administrator has connected and switched this on for',
    );
  }
  return { secret: issued.secret };
}

/**
 * A key for a workflow that has proved where it runs. The same token gets the same key again.
 *
 * @param input.repository as its connection names it: `github.com/owner/name`
 * @param input.token what it has proved that with
 * @throws TwinlensError `forbidden` when the repository is not connected, or not for this
 */
export async function createWorkflowKey({
  ctx,
  input,
}: {
  ctx: Context;
  input: { repository: string; token: string; project?: string | undefined };
}): Promise<IssuedKey> {
  const name = input.repository.toLowerCase();
  const key = createHmac('sha256', deriveKey(ctx.installationKey, 'workflow keys'))
    .update(JSON.stringify([input.token, input.project ?? null]))
    .digest('hex')
    .slice(0, 20);
  const issued = await ctx.db.transaction().execute(async (trx) => {
    const found = await findRepository(trx, name).executeTakeFirst();
    if (!found?.workflows) return null;
    return issue(
      { ...ctx, db: trx },
      {
        key,
        accountId: found.account_id,
        kind: 'workflow',
        label: found.name,
        belongsTo: found.name,
        project: input.project,
      },
    );
  });
  if (issued === null) {
    throw new TwinlensError(
      'forbidden',
      `repository: no key for workflows of ${name}: an administrator connects the repository and switches sign-in by workflows on`,
    );
  }
  return issued;
}

/** Deletes keys that ended long enough ago for nobody to use them any more. */
export async function deleteExpiredKeys({ ctx }: { ctx: Context }): Promise<void> {
  const before = new Date(ctx.now().getTime() - rememberedMs);
  await ctx.db.deleteFrom('api_key').where('expires_at', '<', before).execute();
}
