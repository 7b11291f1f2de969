-- Why things are as they are: what a picture looks like when it is taken again, and why a report is the
-- baseline (docs/decisions/0024).

-- A capture that somebody had done once more. The request is one of its own, that nothing else joins and
-- no report waits for. retake_of is never a retake itself.
create table retake (
  snap_request_id integer primary key references snap_request,
  retake_of integer not null references snap_request,
  by_user text not null,
  by_name text not null,
  at timestamptz not null
);
create index retake_of on retake (retake_of, snap_request_id desc);

-- Pictures of retakes that somebody put into a report, and those that were there before.
create table adopted_retake (
  id integer generated always as identity primary key,
  report_id integer not null references report,
  before_snapshot integer not null references snapshot,
  after_snapshot integer not null references snapshot,
  snap_request_id integer not null references snap_request,
  by_user text not null,
  by_name text not null,
  at timestamptz not null
);
create index adopted_retake_report on adopted_retake (report_id, after_snapshot, id desc);

-- Commits that were tried for the baseline, in their order, up to the one that was chosen or is waited
-- for: [{ sha, outcome, why }]. Null in comparisons made before this was kept.
alter table comparison add column baseline_trail jsonb;

-- When a picture of an example appeared, and in the report of which commit. Null for those that were there
-- before this was kept.
alter table snapshot
  add column first_sha text,
  add column first_seen_at timestamptz;
-- All examples of a component. A name may be too long for an index, so it holds a hash; equal names are
-- looked for among equal hashes.
create index snapshot_component on snapshot (project_id, md5(component));

-- What charts show of a report, counted once: reading the arrays of a hundred reports of 100,000 snapshots
-- takes seconds.
alter table report
  add column snapshot_count integer,
  add column rendered_count integer,
  add column copied_count integer,
  -- Milliseconds that pages took to render, all together.
  add column render_total_ms bigint,
  -- Elements that break rules, by impact, in all of its accessibility results; null when it has none.
  add column violations jsonb;
update report set
  snapshot_count = cardinality(snapshot_ids),
  rendered_count = (
    select count(*) from unnest(snap_request_ids, copied) as entry (request, copied)
    where entry.request <> 0 and entry.copied is not true
  ),
  copied_count = (select count(*) from unnest(copied) as entry (copied) where entry.copied),
  render_total_ms = (select coalesce(sum(ms), 0) from unnest(render_ms) as entry (ms));
create index report_newest on report (project_id, completed_at desc, id desc);
create index image_findings on image (account_id, id) where violations is not null;

-- Who had two reports of their choice compared; null for what a build machine asked for, which alone
-- counts for anybody outside.
alter table comparison add column chosen_by text;
create index comparison_after on comparison (project_id, sha2);
