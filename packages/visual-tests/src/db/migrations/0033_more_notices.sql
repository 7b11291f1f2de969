-- Runs that failed, and components somebody follows (docs/decisions/0042).

-- A run that failed may have no comparison: a notice is about one, or about a job.
alter table notice alter column comparison_id drop not null;
alter table notice add column job_id integer references job on delete cascade;
alter table notice add constraint notice_about_one check (num_nonnulls(comparison_id, job_id) = 1);
create index notice_job on notice (job_id) where job_id is not null;

-- As owners are written: every * of a pattern stands for any text.
create table follow (
  account_id integer not null references account,
  user_id text not null references person on delete cascade,
  component text not null,
  primary key (account_id, user_id, component)
);
