import type { Context } from '../context.ts';

/** What clients mean when they name no project. */
export const defaultProject = 'default';

/** The project of that name in an account, or null. */
export async function findProject(
  ctx: Context,
  accountId: number,
  name = defaultProject,
): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('project')
    .select('id')
    .where('account_id', '=', accountId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The project of that name in an account, made when it is not there. */
export async function ensureProject(
  ctx: Context,
  accountId: number,
  name = defaultProject,
): Promise<number> {
  const found = await findProject(ctx, accountId, name);
  if (found !== null) return found;
  const row = await ctx.db
    .insertInto('project')
    .values({ account_id: accountId, name })
    // Another call may have made it meanwhile; an update that changes nothing answers its id.
    .onConflict((conflict) => conflict.columns(['account_id', 'name']).doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
