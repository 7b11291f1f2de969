import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { findRole } from '../person/find-role.ts';
import { findAssistantClient } from './clients.ts';
import { lives } from './rules.ts';
import { hashOf, makeSecret } from './secrets.ts';

interface AllowInput {
  userId: string;
  accountId: number;
  clientId: string;
  redirectUri: string;
  /** PKCE, S256. */
  challenge: string;
}

/**
 * A person lets a program act for them in one account. What the same program was allowed there before
 * ends.
 *
 * @returns the code that the program exchanges for tokens
 * @throws TwinlensError `not_found`, also for an account that is not the person's; `invalid_request`
 */
export async function allowAssistant({
  ctx,
  input,
}: {
  ctx: Context;
  input: AllowInput;
}): Promise<string> {
  const { userId, accountId, clientId, redirectUri } = input;
  await findAssistantClient({ ctx, input });
  if ((await findRole({ ctx, input: { userId, accountId } })) === null) {
    throw new TwinlensError('not_found', 'there is no such account, or it is not yours');
  }
  const code = makeSecret('code');
  const now = ctx.now();
  const ids = { client_id: clientId, account_id: accountId, user_id: userId };
  await ctx.db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('assistant')
      .where('client_id', '=', clientId)
      .where('account_id', '=', accountId)
      .where('user_id', '=', userId)
      .execute();
    const { id } = await trx
      .insertInto('assistant')
      .values({ ...ids, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('assistant_code')
      .values({
        code_hash: hashOf(code),
        assistant_id: id,
        redirect_uri: redirectUri,
        challenge: input.challenge,
        expires_at: new Date(now.getTime() + lives.code),
      })
      .execute();
    await trx
      .updateTable('assistant_client')
      .set({ allowed_at: now })
      .where('id', '=', clientId)
      .execute();
  });
  return code;
}
