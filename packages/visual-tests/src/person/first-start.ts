/** What an empty installation needs before anybody can use it. */
import { randomBytes } from 'node:crypto';
import { mintApiKey } from '../api-key/manage.ts';
import type { Context } from '../context.ts';
import { advisoryLocks, takeAdvisoryLock } from '../db/advisory-lock.ts';
import { unseal } from '../secret/seal.ts';
import { createSignInLink } from './sign-in-link.ts';

const keyLabel = 'first start';

export interface FirstStart {
  accountId: number;
  apiKey: string;
  apiSecret: string;
  /** Signs the first administrator in, once, within a day. */
  signInUrl: string;
}

/**
 * Makes sure that there is an account, its project `default`, an administrator and an API key.
 * Runs at every start: what exists is left alone, only the sign-in link is new each time.
 */
export async function firstStart({ ctx }: { ctx: Context }): Promise<FirstStart> {
  const { accountId, userId, apiKey, apiSecret } = await ctx.db
    .transaction()
    .execute(async (trx) => {
      // Servers that start together take turns.
      await takeAdvisoryLock(trx, advisoryLocks.firstAccount);
      const inTurn = { ...ctx, db: trx };
      const account = await ensureAccount(inTurn);
      return {
        accountId: account,
        userId: await ensureAdministrator(inTurn, account),
        ...(await ensureApiKey(inTurn, account)),
      };
    });
  const signInUrl = await createSignInLink({ ctx, input: { userId } });
  return { accountId, apiKey, apiSecret, signInUrl };
}

async function ensureAccount({ db }: Context): Promise<number> {
  const found = await db.selectFrom('account').select('id').orderBy('id').executeTakeFirst();
  if (found !== undefined) return found.id;
  const { id } = await db
    .insertInto('account')
    .values({ name: 'default', image_key: randomBytes(32) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.insertInto('project').values({ account_id: id, name: 'default' }).execute();
  return id;
}

async function ensureAdministrator({ db }: Context, accountId: number): Promise<string> {
  const found = await db
    .selectFrom('membership')
    .select('user_id')
    .where('account_id', '=', accountId)
    .where('role', '=', 'admin')
    .orderBy('created_at')
    .orderBy('user_id')
    .executeTakeFirst();
  if (found !== undefined) return found.user_id;
  const id = randomBytes(16).toString('hex');
  await db
    .insertInto('person')
    // A placeholder nobody can receive mail at, until the person who follows the link gives theirs.
    .values({ id, name: 'Administrator', email: `administrator-${id}@twinlens.invalid` })
    .execute();
  await db
    .insertInto('membership')
    .values({ account_id: accountId, user_id: id, role: 'admin' })
    .execute();
  return id;
}

async function ensureApiKey(
  ctx: Context,
  accountId: number,
): Promise<{ apiKey: string; apiSecret: string }> {
  const found = await ctx.db
    .selectFrom('api_key')
    .select(['key', 'sealed_secret'])
    .where('account_id', '=', accountId)
    .where('label', '=', keyLabel)
    .where('kind', '=', 'machine')
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .executeTakeFirst();
  if (found !== undefined) {
    const apiSecret = unseal(ctx.installationKey, found.key, found.sealed_secret);
    return { apiKey: found.key, apiSecret };
  }
  const { key, secret } = await mintApiKey(ctx, accountId, keyLabel);
  return { apiKey: key, apiSecret: secret };
}
