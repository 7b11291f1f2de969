import { type ForgeKind, forgeKinds } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { parseRepository } from '../repository/address.ts';

export interface Forge {
  id: number;
  kind: ForgeKind;
  writes: 'status' | 'check' | 'both';
  comments: boolean;
  /** Whether commits of a merge queue are told what their pull request is told. */
  tellsQueue: boolean;
}

/** Destinations of an account that have a repository, named as `parseRepository` does. */
export async function findForges(
  ctx: Context,
  accountId: number,
  repository: string,
): Promise<Forge[]> {
  const rows = await ctx.db
    .selectFrom('destination')
    .select(['id', sql<ForgeKind>`kind`.as('kind')])
    .select(sql<string>`settings->>'repository'`.as('repository'))
    .select(sql<Forge['writes']>`coalesce(settings->>'writes', 'status')`.as('writes'))
    .select(sql<boolean>`coalesce((settings->>'comment')::boolean, false)`.as('comments'))
    .select(
      sql<boolean>`coalesce(settings->>'mergeQueue' = 'pull-request', false)`.as('tellsQueue'),
    )
    .where('account_id', '=', accountId)
    .where('kind', 'in', forgeKinds)
    .orderBy('id')
    .execute();
  return rows.filter((row) => parseRepository(row.repository) === repository);
}
