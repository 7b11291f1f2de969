import type { Operations, ResponseOf } from '@twinlens/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

type CapturedWith = ResponseOf<Operations['getReport']>['browsers'];
type ComparedBrowsers = ResponseOf<Operations['getComparison']>['browsers'];

/** What the pictures of some reports were taken with: by report, then by target, in their order. */
async function findBrowsers(
  db: Kysely<Database>,
  reportIds: number[],
): Promise<Map<number, CapturedWith>> {
  const { rows } = await sql<{ id: number } & CapturedWith[number]>`
    select used.id, r.target, array_agg(distinct r.browser order by r.browser) as browsers,
      max(r.doubt) as doubt
    from (
      select distinct report.id, entry.request
      from report, unnest(snap_request_ids) as entry (request)
      where report.id = any(${reportIds}::integer[])
    ) used
    join snap_request r on r.id = used.request
    where r.browser is not null
    group by used.id, r.target
    order by used.id, r.target`.execute(db);
  const byReport = Map.groupBy(rows, ({ id }) => id);
  return new Map(
    [...byReport].map(([id, targets]) => [
      id,
      targets.map(({ target, browsers, doubt }) => ({ target, browsers, doubt })),
    ]),
  );
}

/** What the pictures of a report were taken with, by target. */
export async function findCapturedWith(
  db: Kysely<Database>,
  reportId: number,
): Promise<CapturedWith> {
  return (await findBrowsers(db, [reportId])).get(reportId) ?? [];
}

/** The same of two reports, for each target that the later has. */
export async function compareBrowsers(
  db: Kysely<Database>,
  reports: { before: number | null; after: number | null },
): Promise<ComparedBrowsers> {
  const ids = [reports.before, reports.after].filter((id) => id !== null);
  if (ids.length === 0) return [];
  const found = await findBrowsers(db, ids);
  const of = (id: number | null) => (id === null ? [] : (found.get(id) ?? []));
  const before = new Map(of(reports.before).map(({ target, browsers }) => [target, browsers]));
  return of(reports.after).map(({ target, browsers, doubt }) => ({
    target,
    doubt,
    before: before.get(target) ?? [],
    after: browsers,
  }));
}
