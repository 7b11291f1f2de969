-- The workers, what they show to be given captures, and whether their pictures are those of the others
-- (docs/decisions/0036).

create table worker_token (
  id integer generated always as identity primary key,
  label text not null,
  -- SHA-256 of the token, in hex: who reads this table can lease nothing.
  digest text not null unique,
  created_by text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table worker (
  id integer generated always as identity primary key,
  -- Null: it has the token of the installation.
  token_id integer references worker_token,
  name text not null,
  -- What it asks for.
  types text[] not null,
  -- [{ type, browser, version, lacks }]; empty until it has said so.
  targets jsonb not null default '[]',
  fonts text,
  -- What it says it lacks.
  out_of_service text,
  state text not null default 'in service' check (state in ('in service', 'drained', 'quarantined')),
  reason text,
  -- Whether the state follows from its calibration, and changes with it.
  by_calibration boolean not null default false,
  failures integer not null default 0,
  last_failure text,
  failed_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null
);
create unique index worker_name on worker (coalesce(token_id, 0), name);

-- What the calibration sheet looks like on a worker, by name and version of the engine.
create table calibration (
  worker_id integer not null references worker on delete cascade,
  version text not null,
  digest text not null,
  -- When it first looked so without looking otherwise in between, and when it was last looked at.
  since timestamptz not null,
  -- When it was last looked at while it looked otherwise.
  good_at timestamptz,
  checked_at timestamptz not null,
  primary key (worker_id, version)
);

alter table snap_request
  add column worker_id integer references worker on delete set null,
  -- Why its pictures may not be what others would take.
  add column doubt text;
create index snap_request_worker on snap_request (worker_id, finished_at desc)
  where worker_id is not null;
