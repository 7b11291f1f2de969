import type { Context } from '../context.ts';
import { openDifferences } from '../decision/rules.ts';
import { countChanges, noCounts } from './counts.ts';

/** What a badge says about a comparison. `unknown` also stands for accounts and projects there are not. */
export type Status =
  | { kind: 'unknown' | 'pending' | 'unchanged' | 'accepted' | 'rejected' | 'failed' }
  | { kind: 'changed'; differences: number };

/** How a comparison stands, for anybody who knows its address. */
export async function getStatus({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; projectId: number; sha1: string; sha2: string };
}): Promise<Status> {
  const row = await ctx.db
    .selectFrom('comparison as c')
    .innerJoin('project', 'project.id', 'c.project_id')
    .leftJoin('review', (join) =>
      join.onRef('review.comparison_id', '=', 'c.id').on('review.undone_at', 'is', null),
    )
    .select(['c.id', 'c.state', 'review.decision'])
    .where('project.account_id', '=', input.accountId)
    .where('c.project_id', '=', input.projectId)
    .where('c.sha1', '=', input.sha1)
    .where('c.sha2', '=', input.sha2)
    .executeTakeFirst();
  if (row === undefined) return { kind: 'unknown' };
  if (row.decision !== null) return { kind: row.decision };
  if (row.state === 'pending') return { kind: 'pending' };
  if (row.state === 'failure') return { kind: 'failed' };
  const counts = (await countChanges(ctx.db, [row.id])).get(row.id) ?? noCounts;
  const differences = openDifferences(counts);
  return differences === 0 ? { kind: 'unchanged' } : { kind: 'changed', differences };
}
