import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

export interface Progress {
  requestsDone: number;
  requestsTotal: number;
  examplesCaptured: number;
}

/** How far the captures behind the reports in the making are, by async report id; in one query. */
export async function findProgress(
  db: Kysely<Database>,
  asyncReportIds: number[],
): Promise<Map<number, Progress>> {
  if (asyncReportIds.length === 0) return new Map();
  const { rows } = await sql<Progress & { id: number }>`
    select wanted.id,
      count(r.id) filter (where r.state in ('done', 'failed'))::int as "requestsDone",
      count(r.id)::int as "requestsTotal",
      coalesce(sum(r.captured), 0)::int as "examplesCaptured"
    from unnest(${asyncReportIds}::int[]) as wanted (id)
    left join async_report_request link on link.async_report_id = wanted.id
    left join snap_request r on r.id = link.snap_request_id
    group by wanted.id`.execute(db);
  return new Map(rows.map(({ id, ...progress }) => [id, progress]));
}

export const noProgress: Progress = { requestsDone: 0, requestsTotal: 0, examplesCaptured: 0 };

/** One sum over several reports. */
export function addProgress(parts: Iterable<Progress>): Progress {
  const sum = { ...noProgress };
  for (const part of parts) {
    sum.requestsDone += part.requestsDone;
    sum.requestsTotal += part.requestsTotal;
    sum.examplesCaptured += part.examplesCaptured;
  }
  return sum;
}

/** The newest report in the making, or made, of a project's commit. */
export interface LatestAsyncReport {
  id: number;
  projectId: number;
  sha: string;
  state: string;
}

/** The newest one for each pair of project and commit; in one query. */
export async function findLatestAsyncReports(
  db: Kysely<Database>,
  wanted: { projectId: number; sha: string }[],
): Promise<LatestAsyncReport[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<LatestAsyncReport>`
    select distinct on (a.project_id, a.sha)
      a.id, a.project_id as "projectId", a.sha, a.state
    from async_report a
    join unnest(${wanted.map(({ projectId }) => projectId)}::int[],
                ${wanted.map(({ sha }) => sha)}::text[]) as wanted (project_id, sha)
      on a.project_id = wanted.project_id and a.sha = wanted.sha
    where a.state <> 'replaced'
    order by a.project_id, a.sha, a.id desc`.execute(db);
  return rows;
}
