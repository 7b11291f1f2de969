-- Programs that act for people: what registered itself, what somebody allowed, and the codes and tokens
-- that prove it, of which only hashes are kept (docs/decisions/0041).

-- A program, as it describes itself. Anybody may register one; it may do nothing by that.
create table assistant_client (
  id text primary key,
  name text not null,
  -- Its own address, as it says; null where it says none.
  uri text,
  redirect_uris text[] not null,
  created_at timestamptz not null default now(),
  -- When somebody last allowed it something.
  allowed_at timestamptz
);

-- What a person allowed a program in one account. Ends by being deleted, with everything below it.
create table assistant (
  id integer generated always as identity primary key,
  client_id text not null references assistant_client on delete cascade,
  account_id integer not null references account,
  user_id text not null references person on delete cascade,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  unique (client_id, account_id, user_id)
);
create index assistant_person on assistant (user_id);

-- Used ones stay until they expire: whoever shows one again has it from somewhere else.
create table assistant_code (
  code_hash text primary key,
  assistant_id integer not null references assistant on delete cascade,
  redirect_uri text not null,
  -- S256.
  challenge text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index assistant_code_assistant on assistant_code (assistant_id);

create table assistant_token (
  token_hash text primary key,
  assistant_id integer not null references assistant on delete cascade,
  kind text not null check (kind in ('access', 'refresh')),
  expires_at timestamptz not null,
  -- Of refresh tokens: when another took its place.
  used_at timestamptz
);
create index assistant_token_assistant on assistant_token (assistant_id);

-- The comparisons of an account with a commit on either side; that on the later side has an index.
create index comparison_before on comparison (project_id, sha1);
