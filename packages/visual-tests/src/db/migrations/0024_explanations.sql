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
