/** What came of a commit, as a build that waits for it is told. */
import { mostNamedChanges, type ProjectVerdict, type Verdict } from '@twinlens/contract';
import { sql } from 'kysely';
import type { ClientCaller, Context } from '../context.ts';
import type { JobState } from '../db/schema.ts';
import { describeStatus } from '../delivery/status-of-job.ts';
import { combineStates } from '../job/rules.ts';
import { countChanges, noCounts } from './counts.ts';
import { nameChanges } from './named-changes.ts';
import { findLatestAsyncReports, findProgress } from './progress.ts';
import { comparisonUrl, jobUrl } from './urls.ts';
import { findWaits } from './waits.ts';

interface Row {
  projectId: number;
  project: string;
  state: JobState;
  message: string | null;
  jobId: number;
  sha1: string;
  comparisonId: number | null;
  accepted: number;
  rejected: number;
}

interface Asked {
  sha: string;
  /** What it is compared with; null for any commit. */
  before?: string | undefined;
  /** Names; all that know the commit where left out. */
  projects?: string[] | undefined;
}

/** The newest job of a commit in each project. A project that is named and knows nothing of it is pending. */
export async function readVerdict({
  ctx,
  caller: { accountId },
  input: { sha, before, projects: names },
}: {
  ctx: Context;
  caller: ClientCaller;
  input: Asked;
}): Promise<Verdict> {
  const rows = await findRows(ctx, accountId, { sha, before, projects: names });
  const progressOf = await progressOfReports(ctx, rows, sha);
  const counts = await countChanges(
    ctx.db,
    rows.flatMap(({ comparisonId }) => comparisonId ?? []),
  );
  const projects: ProjectVerdict[] = [];
  for (const row of rows) projects.push(await viewRow(row));
  const unheard = (names ?? []).filter((name) => !rows.some(({ project }) => project === name));
  for (const project of unheard) {
    const nothing = { job: null, message: null, comparison: null, progress: null };
    projects.push({ project, state: 'pending', ...nothing });
  }
  const state = combineStates(projects.map((project) => project.state));
  const facts = projects.map(({ project, comparison, ...rest }) => ({
    ...rest,
    name: project,
    counts: comparison?.counts ?? null,
    accepted: comparison?.accepted ?? 0,
    rejected: comparison?.rejected ?? 0,
  }));
  const description =
    rows.length === 0
      ? 'Nothing has been heard of this commit yet'
      : describeStatus(state, facts).description;
  return { sha, state, description, projects };

  async function viewRow(row: Row): Promise<ProjectVerdict> {
    const { projectId, project, state, comparisonId, jobId, sha1, accepted, rejected } = row;
    const { progress = null, wait = null } = progressOf.get(projectId) ?? {};
    const isCompared = comparisonId !== null && state !== 'pending';
    const changes = isCompared ? await nameChanges(ctx, comparisonId, mostNamedChanges) : [];
    return {
      project,
      state,
      job: { id: jobId, url: jobUrl(ctx, accountId, jobId), sha1 },
      message: row.message ?? wait,
      comparison: isCompared
        ? {
            url: comparisonUrl(ctx, accountId, projectId, { sha1, sha2: sha }),
            counts: counts.get(comparisonId) ?? noCounts,
            accepted,
            rejected,
            changes: changes.map(({ beforeId, afterId, ...change }) => change),
          }
        : null,
      progress: state === 'pending' ? progress : null,
    };
  }
}

async function findRows(
  { db }: Context,
  accountId: number,
  { sha, before, projects }: Asked,
): Promise<Row[]> {
  const { rows } = await sql<Row & { untold: boolean }>`
    select * from (
      select distinct on (p.id) p.id as "projectId", p.name as project, jp.state, jp.message,
        job.id as "jobId", job.sha1, c.id as "comparisonId", coalesce(c.untold, false) as untold,
        coalesce(cardinality(c.accepted), 0) as accepted,
        coalesce(cardinality(c.rejected), 0) as rejected
      from job
      join job_project jp on jp.job_id = job.id
      join project p on p.id = jp.project_id
      left join comparison c on c.project_id = p.id and c.sha1 = job.sha1 and c.sha2 = job.sha2
        and c.chosen_by is null
      where job.account_id = ${accountId} and job.sha2 = ${sha}
        and (${before ?? null}::text is null or job.sha1 = ${before ?? null})
        and (${projects ?? null}::text[] is null or p.name = any(${projects ?? null}::text[]))
      order by p.id, job.id desc
    ) newest
    order by project collate "C"`.execute(db);
  // A client that will ask again wants nothing made of the first answer.
  return rows.map(({ untold, ...row }) => (untold ? { ...row, state: 'pending' } : row));
}

/** How far the captures of the commit are, and what keeps them, by project. */
async function progressOfReports(ctx: Context, rows: Row[], sha: string) {
  const waiting = rows.filter(({ state }) => state === 'pending');
  const reports = await findLatestAsyncReports(
    ctx.db,
    waiting.map(({ projectId }) => ({ projectId, sha })),
  );
  const ids = reports.map(({ id }) => id);
  const progress = await findProgress(ctx.db, ids);
  const waits = await findWaits(ctx, ids);
  return new Map(
    reports.map(({ id, projectId }) => [
      projectId,
      { progress: progress.get(id) ?? null, wait: waits.get(id) ?? null },
    ]),
  );
}
