import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { BaselineCandidate, BaselineReason } from '../db/schema.ts';
import { explainPassedOver, type PassedOver } from './rules.ts';

/** What older clients send in place of the earlier commit when they do not know one. */
export const latestSha = '__LATEST__';

/** A choice among those of `rules.ts`. */
export interface LatestChoice {
  outcome: 'chosen';
  reportId: number;
  reason: BaselineReason & { sha: string };
  /** Newer reports and why they were passed over, and the one that was chosen. */
  trail: BaselineCandidate[];
}

/** Newer reports that are explained; a project may have any number. */
const maxPassedOver = 20;

/**
 * The newest report of a project that nobody has to look at any more: one with a comparison that
 * passed or was accepted, or one that was never to be compared, as those of default branches. Null
 * when there is none.
 *
 * @param sha2 never its own baseline
 * @param pullRequest whose comparison it is, which may build on its own reports as well; null for others
 */
export async function chooseLatest(
  ctx: Context,
  projectId: number,
  sha2: string,
  pullRequest: string | null,
): Promise<LatestChoice | null> {
  const { rows } = await sql<{ id: number; sha: string }>`
    select r.id, r.sha from report r
    where r.project_id = ${projectId} and r.sha <> ${sha2}
      and (r.made_under is null or r.made_under = ${pullRequest}) and (
      exists (
        select from comparison c
        where c.project_id = r.project_id and c.sha2 = r.sha and c.state = 'success'
          and c.chosen_by is null
      ) or not exists (
        select from comparison c where c.project_id = r.project_id and c.sha2 = r.sha
          and c.chosen_by is null
      ) and not exists (
        select from job_project p join job j on j.id = p.job_id
        where p.project_id = r.project_id and j.sha2 = r.sha and j.sha1 <> j.sha2
      )
    )
    order by r.completed_at desc, r.id desc
    limit 1`.execute(ctx.db);
  const [latest] = rows;
  if (latest === undefined) return null;
  const { id: reportId, sha } = latest;
  const explanation = `${sha} has the newest report that passed, was accepted or is of a default branch.`;
  const passedOver = await findNewer(ctx, projectId, { sha2, pullRequest, reportId });
  return {
    outcome: 'chosen',
    reportId,
    reason: { rule: 'latest', sha, explanation },
    trail: [
      ...explainPassedOver(passedOver),
      { sha, outcome: 'chosen', why: 'It passed, was accepted or is of a default branch.' },
    ],
  };
}

/** Reports that were completed after this one, newest first. */
async function findNewer(
  ctx: Context,
  projectId: number,
  than: { sha2: string; pullRequest: string | null; reportId: number },
): Promise<PassedOver[]> {
  const { rows } = await sql<PassedOver>`
    select r.sha, coalesce(r.made_under <> coalesce(${than.pullRequest}, ''), false) as foreign,
      (select c.state from comparison c
        where c.project_id = r.project_id and c.sha2 = r.sha and c.chosen_by is null order by c.id desc limit 1) as state
    from report r, report chosen
    where chosen.id = ${than.reportId} and r.project_id = ${projectId} and r.sha <> ${than.sha2}
      and (r.completed_at, r.id) > (chosen.completed_at, chosen.id)
    order by r.completed_at desc, r.id desc
    limit ${maxPassedOver}`.execute(ctx.db);
  return rows;
}
