import { sql } from 'kysely';
import { standingOf, verdictOf } from '../comparison/rules.ts';
import type { Context } from '../context.ts';
import { openDifferences } from '../decision/rules.ts';
import { countChanges, noCounts } from './counts.ts';

/** What a badge says about a comparison. `unknown` also stands for accounts and projects there are not. */
export type Status =
  | { kind: 'unknown' | 'pending' | 'unchanged' | 'accepted' | 'rejected' | 'failed' | 'expired' }
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
    .leftJoin('job', (join) =>
      join
        .onRef('job.account_id', '=', 'project.account_id')
        .onRef('job.sha1', '=', 'c.sha1')
        .onRef('job.sha2', '=', 'c.sha2'),
    )
    .leftJoin('job_project', (join) =>
      join
        .onRef('job_project.job_id', '=', 'job.id')
        .onRef('job_project.project_id', '=', 'c.project_id'),
    )
    .select(['c.id', 'c.state', 'c.error', 'job_project.state as jobState'])
    .select(sql<number>`cardinality(c.accepted)`.as('accepted'))
    .where('project.account_id', '=', input.accountId)
    .where('c.project_id', '=', input.projectId)
    .where('c.sha1', '=', input.sha1)
    .where('c.sha2', '=', input.sha2)
    .where('c.chosen_by', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return { kind: 'unknown' };
  const state = standingOf(row.state, row.jobState);
  if (state === 'pending' || state === 'expired') return { kind: state };
  const verdict = verdictOf(row);
  if (verdict !== null) return { kind: verdict };
  if (state === 'failure') return { kind: 'failed' };
  const counts = (await countChanges(ctx.db, [row.id])).get(row.id) ?? noCounts;
  const differences = openDifferences(counts);
  return differences === 0 ? { kind: 'unchanged' } : { kind: 'changed', differences };
}
