import type { Context } from '../context.ts';

/**
 * Whether a person runs the installation: administrators of the account it began with do, which belongs
 * to whoever started the server first.
 */
export async function isOperator({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string };
}): Promise<boolean> {
  const found = await ctx.db
    .selectFrom('membership')
    .select('user_id')
    .where('user_id', '=', input.userId)
    .where('role', '=', 'admin')
    .where('account_id', '=', (eb) => eb.selectFrom('account').select('id').orderBy('id').limit(1))
    .executeTakeFirst();
  return found !== undefined;
}
