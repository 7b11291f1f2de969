/** The comparisons a commit is in, in every project of an account. */
import type { Operations, ResponseOf, ViolationCounts } from '@twinlens/contract';
import { sql } from 'kysely';
import { standingOf } from '../comparison/rules.ts';
import type { Context } from '../context.ts';
import type { ComparisonState, JobState } from '../db/schema.ts';
import { countChanges, noCounts } from './counts.ts';
import { comparisonUrl } from './urls.ts';

type View = ResponseOf<Operations['listComparisons']>;

const mostListed = 100;

interface Row {
  id: number;
  projectId: number;
  project: string;
  sha1: string;
  sha2: string;
  state: ComparisonState;
  jobState: JobState | null;
  accepted: number;
  rejected: number;
  remembered: number;
  message: string | null;
  createdAt: Date;
  violationsBefore: ViolationCounts | null;
  violationsAfter: ViolationCounts | null;
}

/** Newest first. A commit nobody has compared is in none. */
export async function listComparisons({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; sha: string };
}): Promise<View> {
  const { accountId, sha } = input;
  // One part for each index.
  const { rows } = await sql<Row>`
    with found as (
      select c.id from comparison c join project p on p.id = c.project_id
      where p.account_id = ${accountId} and c.sha2 = ${sha}
      union
      select c.id from comparison c join project p on p.id = c.project_id
      where p.account_id = ${accountId} and c.sha1 = ${sha}
    )
    select c.id, p.id as "projectId", p.name as project, c.sha1, c.sha2, c.state, c.message,
      cardinality(c.accepted) as accepted, cardinality(c.rejected) as rejected,
      cardinality(c.remembered) as remembered, c.created_at as "createdAt",
      jp.state as "jobState",
      before.violations as "violationsBefore", after.violations as "violationsAfter"
    from found
    join comparison c on c.id = found.id
    join project p on p.id = c.project_id
    left join report before on before.id = c.before_report_id
    left join report after on after.id = c.after_report_id
    left join job j on j.account_id = p.account_id and j.sha1 = c.sha1 and j.sha2 = c.sha2
    left join job_project jp on jp.job_id = j.id and jp.project_id = c.project_id
    order by c.id desc
    limit ${mostListed}`.execute(ctx.db);
  const counts = await countChanges(
    ctx.db,
    rows.map(({ id }) => id),
  );
  return {
    comparisons: rows.map((row) => ({
      id: row.id,
      project: { id: row.projectId, name: row.project },
      sha1: row.sha1,
      sha2: row.sha2,
      state: standingOf(row.state, row.jobState),
      counts: counts.get(row.id) ?? noCounts,
      decided: { accepted: row.accepted, rejected: row.rejected, remembered: row.remembered },
      message: row.message,
      url: comparisonUrl(ctx, accountId, row.projectId, row),
      createdAt: row.createdAt.toISOString(),
      axeViolationsDelta: deltaOf(row.violationsBefore, row.violationsAfter),
    })),
  };
}

function deltaOf(
  before: ViolationCounts | null,
  after: ViolationCounts | null,
): View['comparisons'][number]['axeViolationsDelta'] {
  if (before === null || after === null) return null;
  return {
    critical: after.critical - before.critical,
    serious: after.serious - before.serious,
    moderate: after.moderate - before.moderate,
    minor: after.minor - before.minor,
  };
}
