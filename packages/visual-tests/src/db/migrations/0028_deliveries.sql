-- Where an account's verdicts are told outside, and everything that is told there: written in the
-- transaction of its cause, so that nothing is told of what did not happen, and nothing is forgotten
-- (docs/decisions/0033).

create table destination (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  kind text not null check (kind in ('webhook', 'github')),
  -- By kind, as the contract has it.
  settings jsonb not null,
  sealed_secret bytea not null,
  -- Name and port; while it does not answer, all that is for it waits.
  host text not null,
  created_at timestamptz not null default now()
);
create index destination_account on destination (account_id);

create table delivery (
  id integer generated always as identity primary key,
  destination_id integer not null references destination on delete cascade,
  -- What it is about, where only the newest is worth telling; null for what is told each time.
  subject text,
  content jsonb not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'delivered', 'superseded', 'refused')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  -- While somebody is telling it.
  held_until timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz check ((ended_at is null) = (state = 'waiting'))
);
create index delivery_waiting on delivery (next_at) where state = 'waiting';
create index delivery_subject on delivery (destination_id, subject, id);

create table delivery_attempt (
  id integer generated always as identity primary key,
  delivery_id integer not null references delivery on delete cascade,
  at timestamptz not null,
  took_ms integer not null,
  -- { method, url, headers, body }, without secrets; null where it could not be put into words.
  request jsonb,
  -- { status, headers, body }; null where none came.
  response jsonb,
  -- Null where it was taken.
  problem text
);
create index delivery_attempt_delivery on delivery_attempt (delivery_id, id);

-- Hosts that do not answer. When the time is over one delivery tries.
create table silent_host (
  host text primary key,
  failures integer not null,
  until timestamptz not null,
  -- The delivery that tries; others that were under way when it fell silent count for nothing.
  tried_by integer
);

-- A client that will ask again wants nothing told of the first answer.
alter table comparison add column untold boolean not null default false;
