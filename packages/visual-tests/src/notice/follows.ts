/** Components people follow, by patterns as owners are written. */
import type { Context } from '../context.ts';

interface Follower {
  accountId: number;
  userId: string;
}

export async function followsOf(
  { db }: Context,
  { accountId, userId }: Follower,
): Promise<string[]> {
  const rows = await db
    .selectFrom('follow')
    .select('component')
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .orderBy('component')
    .execute();
  return rows.map(({ component }) => component);
}

/** @param components all of them from now on */
export async function setFollows(
  { db }: Context,
  { accountId, userId }: Follower,
  components: string[],
): Promise<void> {
  await db
    .deleteFrom('follow')
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .execute();
  const rows = [...new Set(components)].map((component) => ({
    account_id: accountId,
    user_id: userId,
    component,
  }));
  if (rows.length > 0) await db.insertInto('follow').values(rows).execute();
}

/** Who follows what in an account. */
export const followsIn = (
  { db }: Context,
  accountId: number,
): Promise<{ userId: string; component: string }[]> =>
  db
    .selectFrom('follow')
    .select(['user_id as userId', 'component'])
    .where('account_id', '=', accountId)
    .execute();
