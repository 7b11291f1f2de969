/** The reports of a project over time, as its page shows them. */
import type { Operations, ResponseOf, ViolationCounts } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { requireProject } from '../project/require-project.ts';
import { countChanges, noCounts } from './counts.ts';

type View = ResponseOf<Operations['listRuns']>;
type Run = View['runs'][number];
type Compared = NonNullable<Run['comparison']>;

interface Row {
  sha: string;
  message: string | null;
  link: string | null;
  completedAt: Date;
  snapshots: number;
  rendered: number;
  copied: number;
  renderMs: string;
  violations: ViolationCounts | null;
  comparisonId: number | null;
  sha1: string;
  state: Compared['state'];
  decision: Compared['decision'];
}

/**
 * Reports of a project, newest first. No array of a report is read, however large it is: what is shown of
 * one was counted when it was written.
 *
 * @throws TwinlensError `not_found`
 */
export async function listRuns({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; projectId: number; offset: number; limit: number };
}): Promise<View> {
  const { limit, offset } = input;
  const project = await requireProject(ctx, input);
  // Walks report_newest and stops; comparison_after is probed once for each.
  const { rows } = await sql<Row>`
    select r.sha, r.message, r.link, r.completed_at as "completedAt",
      coalesce(r.snapshot_count, 0) as snapshots, coalesce(r.rendered_count, 0) as rendered,
      coalesce(r.copied_count, 0) as copied, coalesce(r.render_total_ms, 0)::text as "renderMs",
      r.violations, c.id as "comparisonId", c.sha1, c.state,
      case when c.state = 'success' and c.decided_here > 0 then 'accepted'
        when c.state = 'failure' then 'rejected' end as decision
    from report r
    left join lateral (
      select id, sha1, state, cardinality(accepted) - cardinality(remembered) as decided_here
      from comparison
      where project_id = r.project_id and sha2 = r.sha and chosen_by is null
        and state <> 'pending' and error is null
      order by id desc limit 1
    ) c on true
    where r.project_id = ${project.id}
    order by r.completed_at desc, r.id desc
    limit ${limit + 1} offset ${offset}`.execute(ctx.db);
  const shown = rows.slice(0, limit);
  const counts = await countChanges(
    ctx.db,
    shown.flatMap(({ comparisonId }) => comparisonId ?? []),
  );
  return {
    project,
    more: rows.length > limit,
    runs: shown.map(({ comparisonId, sha1, state, decision, ...run }) => ({
      ...run,
      completedAt: run.completedAt.toISOString(),
      renderMs: Number(run.renderMs),
      comparison:
        comparisonId === null
          ? null
          : { sha1, sha2: run.sha, state, decision, counts: counts.get(comparisonId) ?? noCounts },
    })),
  };
}
