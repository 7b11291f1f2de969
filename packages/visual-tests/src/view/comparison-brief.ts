import { type NamedChange, TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import type { ComparisonState } from '../db/schema.ts';
import type { Counts } from '../decision/rules.ts';
import { titleOf } from '../notice/title.ts';
import { countChanges, noCounts } from './counts.ts';
import { nameChanges } from './named-changes.ts';
import { comparisonUrl } from './urls.ts';

export interface ComparisonBrief {
  project: string;
  /** What people call the change. */
  title: string;
  state: ComparisonState;
  counts: Counts;
  /** The first of them. */
  changes: NamedChange[];
  url: string;
}

/**
 * A comparison in some lines.
 * @throws TwinlensError `not_found`
 */
export async function readComparisonBrief({
  ctx,
  input: { accountId, comparisonId, changes: most },
}: {
  ctx: Context;
  input: { accountId: number; comparisonId: number; changes: number };
}): Promise<ComparisonBrief> {
  const row = await ctx.db
    .selectFrom('comparison as c')
    .innerJoin('project', 'project.id', 'c.project_id')
    .select(['project.id as projectId', 'project.name as project'])
    .select(['c.sha1', 'c.sha2', 'c.state', 'c.message'])
    .where('c.id', '=', comparisonId)
    .where('project.account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) throw new TwinlensError('not_found', 'there is no such comparison');
  const counts = await countChanges(ctx.db, [comparisonId]);
  const changes = await nameChanges(ctx, comparisonId, most);
  return {
    project: row.project,
    title: titleOf(row),
    state: row.state,
    counts: counts.get(comparisonId) ?? noCounts,
    changes: changes.map(({ beforeId, afterId, ...change }) => change),
    url: comparisonUrl(ctx, accountId, row.projectId, row),
  };
}
