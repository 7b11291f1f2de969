-- Temporary commits of merge queues, which are told what their pull request is told
-- (docs/decisions/0046).
create table queued_commit (
  account_id integer not null references account,
  -- As in pull_request.
  repository text not null,
  sha text not null,
  -- Of the pull request that is to be merged by it.
  number integer not null,
  queued_at timestamptz not null,
  primary key (account_id, repository, sha)
);
