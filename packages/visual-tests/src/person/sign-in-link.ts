/** Links that sign one person in, once: the way in where there is no mail server. */
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';

/** Milliseconds. */
const linkLifeMs = 24 * 60 * 60 * 1000;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Makes a link for a person and answers its URL; the token in it is stored nowhere. */
export async function createSignInLink({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string };
}): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = ctx.now().getTime();
  await ctx.db.deleteFrom('sign_in_link').where('expires_at', '<', ctx.now()).execute();
  await ctx.db
    .insertInto('sign_in_link')
    .values({
      token_hash: hashOf(token),
      user_id: input.userId,
      expires_at: new Date(now + linkLifeMs),
    })
    .execute();
  return `${ctx.origin}/sign-in/link?token=${token}`;
}

/** Uses a link up. Null when it is unknown, used or older than a day. */
export async function consumeSignInLink({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string };
}): Promise<{ userId: string } | null> {
  const used = await ctx.db
    .updateTable('sign_in_link')
    .set({ used_at: ctx.now() })
    .where('token_hash', '=', hashOf(input.token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', ctx.now())
    .returning('user_id')
    .executeTakeFirst();
  return used === undefined ? null : { userId: used.user_id };
}
