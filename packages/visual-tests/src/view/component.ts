/** Components of a project, and one of them with all its examples, as their pages show them. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { requireProject } from '../project/require-project.ts';
import { findLatestReport, viewLatest } from './latest-report.ts';
import { type StoredPicture, viewPicture } from './picture.ts';

type View = ResponseOf<Operations['getComponent']>;
type List = ResponseOf<Operations['listComponents']>;

interface InProject {
  accountId: number;
  projectId: number;
  offset: number;
  limit: number;
}

/** Failed reports whose captures are searched, and failures that are shown. */
const searchedReports = 50;
const maxFailures = 20;

interface Row extends StoredPicture {
  total: number;
  id: number;
  variant: string;
  target: string;
  current: boolean;
  firstSeenAt: Date | null;
  pictures: number;
  flakes: number;
  unstable: boolean;
}

/** @throws TwinlensError `not_found` when the project has never had the component */
export async function getComponent({
  ctx,
  input,
}: {
  ctx: Context;
  input: InProject & { component: string };
}): Promise<View> {
  const { accountId, projectId, component } = input;
  const project = await requireProject(ctx, input);
  const latest = await findLatestReport(ctx, projectId);
  // Snapshots of the component are found by snapshot_component, a few thousand at most; the latest report
  // is one array, of which those are kept. Pictures and flakes are looked up for the page alone.
  const { rows } = await sql<Row>`
    with own as materialized (
      select s.id, s.name_hash, s.variant, s.target, s.image_id, s.first_seen_at, s.unstable
      from snapshot s
      where s.project_id = ${projectId} and md5(s.component) = md5(${component})
        and s.component = ${component}
    ),
    current as materialized (
      select entry.id from report r, unnest(r.snapshot_ids) as entry (id)
      where r.id = ${latest?.id ?? 0} and entry.id in (select id from own)
    ),
    example as materialized (
      select distinct on (own.name_hash) own.*, current.id is not null as current
      from own left join current on current.id = own.id
      order by own.name_hash, current.id nulls last, own.id desc
    ),
    counted as (
      select name_hash, count(*)::int as pictures, bool_or(unstable) as unstable
      from own group by name_hash
    )
    select (select count(*)::int from example) as total, page.id, page.variant, page.target,
      page.current, page.first_seen_at as "firstSeenAt", counted.pictures, counted.unstable,
      flake.count as flakes,
      i.hash, i.foreign_url as "foreignUrl", i.width, i.height, i.frame_count as "frameCount",
      i.duration_ms as "durationMs", i.picture_hash as "pictureHash", i.violations, i.ignored
    from (
      select * from example order by variant collate "C", target collate "C"
      limit ${input.limit} offset ${input.offset}
    ) page
    join counted on counted.name_hash = page.name_hash
    join image i on i.id = page.image_id
    cross join lateral (
      select count(*)::int as count from decision d
      where d.project_id = ${projectId} and d.name_hash = page.name_hash
        and d.kind = 'flaky' and d.undone_at is null
    ) flake
    order by page.variant collate "C", page.target collate "C"`.execute(ctx.db);
  if (rows.length === 0 && input.offset === 0) {
    throw new TwinlensError('not_found', 'this project never had such a component');
  }
  return {
    project,
    latest: viewLatest(latest),
    total: rows[0]?.total ?? 0,
    examples: rows.map((row) => ({
      variant: row.variant,
      target: row.target,
      snapshotId: row.id,
      image: viewPicture(ctx, accountId, row),
      current: row.current,
      firstSeenAt: row.firstSeenAt?.toISOString() ?? null,
      pictures: row.pictures,
      flakes: row.flakes,
      unstable: row.unstable,
    })),
    failures: await findFailures(ctx, projectId, component),
  };
}

/**
 * Lines of failed captures that name the component. Captures belong to accounts; that they were for this
 * project is known by the reports that failed with them.
 */
async function findFailures(
  ctx: Context,
  projectId: number,
  component: string,
): Promise<View['failures']> {
  // As workers begin a line: a quote, the component, a comma, the variant.
  const beginning = `"${component}, `;
  const { rows } = await sql<{ id: number; target: string; at: Date; message: string }>`
    select r.id, r.target, r.finished_at as at, line.message
    from (
      select distinct link.snap_request_id as id
      from (
        select id from async_report where project_id = ${projectId} and state = 'failed'
        order by id desc limit ${searchedReports}
      ) report
      join async_report_request link on link.async_report_id = report.id
    ) link
    join snap_request r on r.id = link.id and r.state = 'failed' and r.finished_at is not null
    cross join lateral string_to_table(r.error, chr(10)) as line (message)
    where starts_with(line.message, ${beginning})
    order by r.finished_at desc, r.id desc
    limit ${maxFailures}`.execute(ctx.db);
  return rows.map(({ id, target, at, message }) => ({
    snapRequestId: id,
    target,
    at: at.toISOString(),
    message,
  }));
}

/** A page of the components of the latest report. */
export async function listComponents({
  ctx,
  input,
}: {
  ctx: Context;
  input: InProject & { filter?: string | undefined };
}): Promise<List> {
  const project = await requireProject(ctx, input);
  const latest = await findLatestReport(ctx, input.projectId);
  const filter = input.filter?.toLowerCase() ?? '';
  const { rows } = await sql<{ total: number; component: string | null; examples: number }>`
    with named as materialized (
      select s.component, count(*)::int as examples
      from report r, unnest(r.snapshot_ids) as entry (id)
      join snapshot s on s.id = entry.id
      where r.id = ${latest?.id ?? 0}
        and (${filter} = '' or strpos(lower(s.component), ${filter}) > 0)
      group by s.component
    )
    select size.total, page.component, page.examples
    from (select count(*)::int as total from named) size
    left join lateral (
      select component, examples from named order by component collate "C"
      limit ${input.limit} offset ${input.offset}
    ) page on true
    order by page.component collate "C"`.execute(ctx.db);
  return {
    project,
    latest: viewLatest(latest),
    total: rows[0]?.total ?? 0,
    components: rows.flatMap(({ component, examples }) =>
      component === null ? [] : [{ component, examples }],
    ),
  };
}
