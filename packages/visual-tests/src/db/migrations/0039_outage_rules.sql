-- What commits of a project are told while the server is not there (docs/decisions/0050). The newest row
-- holds; the others say who had chosen what. Without a policy it is left to the status program.
create table outage_rule (
  id integer generated always as identity primary key,
  project_id integer not null references project on delete cascade,
  policy text check (policy in ('closed', 'open', 'provisional')),
  after_seconds integer,
  chosen_by text references person on delete set null,
  -- As it was then: people leave.
  chosen_by_name text not null,
  created_at timestamptz not null default now(),
  check ((policy is null) = (after_seconds is null))
);
create index outage_rule_newest on outage_rule (project_id, id desc);
