-- Which kinds there are is the contract's to say: a list here would have to follow it.
alter table destination drop constraint if exists destination_kind_check;

-- What forges have said of pull requests (docs/decisions/0034).
create table pull_request (
  account_id integer not null references account,
  -- As links to it are read: `github.com/owner/name`, and a number.
  repository text not null,
  number integer not null,
  open boolean not null,
  -- The branch it is to be merged into.
  base text not null,
  -- By the forge: what it says may come in another order than it happened.
  changed_at timestamptz not null,
  primary key (account_id, repository, number)
);

-- What was told may be lost with a forge that is set back: it is read back at this time, and told again
-- where it is not there.
alter table delivery add column read_back_at timestamptz;
create index delivery_read_back on delivery (read_back_at) where read_back_at is not null;

-- Since when a host has not answered.
alter table silent_host add column since timestamptz;
update silent_host set since = now();
alter table silent_host alter column since set not null;
