-- Keys nobody keeps: made for one run, gone within hours (docs/decisions/0006).
alter table api_key
  -- Who it was made for: a machine that keeps it, a person, a workflow, a pull request.
  add column kind text not null default 'machine'
    check (kind in ('machine', 'person', 'workflow', 'pull-request')),
  add column expires_at timestamptz check (kind = 'machine' or expires_at is not null),
  -- Name of the only project it may be used for, which need not exist yet; null for all of them.
  add column project text,
  -- Id of the person, or name of the repository, that it ends with.
  add column belongs_to text;

-- Repositories whose workflows and pull requests may get such keys. Names are in lower case, with the
-- host: github.com/owner/name.
create table repository (
  id integer generated always as identity primary key,
  name text not null unique,
  account_id integer not null references account,
  workflows boolean not null,
  pull_requests boolean not null,
  created_at timestamptz not null default now()
);
create index repository_account on repository (account_id);

-- Address of the pull request whose key made it; null for any other key.
alter table job add column made_under text;
alter table async_report add column made_under text;
alter table report add column made_under text;

-- No longer only wrong passwords are counted.
alter table sign_in_attempt rename to attempt;
alter table attempt rename column failures to count;
