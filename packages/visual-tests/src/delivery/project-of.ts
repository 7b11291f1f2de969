import type { Context } from '../context.ts';

/** A project as bodies of webhooks name it, and whose it is. */
export async function projectOf(
  { db }: Context,
  projectId: number,
): Promise<{ accountId: number; project: { id: number; name: string } }> {
  const { accountId, name } = await db
    .selectFrom('project')
    .select(['account_id as accountId', 'name'])
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow();
  return { accountId, project: { id: projectId, name } };
}
