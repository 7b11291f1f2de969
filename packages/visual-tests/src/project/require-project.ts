import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';

/**
 * A project of the account.
 * @throws TwinlensError `not_found`
 */
export async function requireProject(
  ctx: Context,
  { accountId, projectId }: { accountId: number; projectId: number },
): Promise<{ id: number; name: string }> {
  const project = await ctx.db
    .selectFrom('project')
    .select(['id', 'name'])
    .where('id', '=', projectId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (project === undefined) throw new TwinlensError('not_found', 'there is no such project');
  return project;
}
