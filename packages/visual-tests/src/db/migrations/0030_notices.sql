-- What people are told of, each for themselves (docs/decisions/0035), and how they hear of it by mail.

create table notice (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  -- Null for an address a build named, of nobody in the account.
  user_id text references person on delete cascade,
  -- In lower case.
  address text not null,
  kind text not null,
  comparison_id integer not null references comparison on delete cascade,
  thread_id integer references thread on delete cascade,
  text text not null,
  quote text,
  at timestamptz not null,
  read_at timestamptz,
  -- Waits for the mail of the day.
  to_digest boolean not null default false
);
create index notice_person on notice (account_id, user_id, id);
create index notice_unread on notice (account_id, user_id) where read_at is null;
create index notice_comparison on notice (comparison_id);
create index notice_digest on notice (at) where to_digest;

-- By address, so that whoever is nobody here can say no as well. What is not here is as usual.
create table mail_way (
  account_id integer not null references account,
  address text not null,
  kind text not null,
  way text not null check (way in ('immediate', 'digest', 'none')),
  primary key (account_id, address, kind)
);

-- Which kinds there are is the contract's to say: a list here would have to follow it.
alter table destination drop constraint if exists destination_kind_check;
-- Mail of an account goes one way, that of the installation.
create unique index destination_mail on destination (account_id) where kind = 'mail';

-- A build waits for what came of a commit, whatever it is compared with.
create index job_of_commit on job (account_id, sha2);
