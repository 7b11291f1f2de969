-- People, their sessions, and what holds their decisions together. person, sign_in_session,
-- sign_in_credential and sign_in_verification have the columns the sign-in library works with; a test
-- compares them with what it expects.

create table person (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table sign_in_session (
  id text primary key,
  token text not null unique,
  user_id text not null references person on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_session_user on sign_in_session (user_id);

-- One way in for one person: a password (provider 'credential'), later an identity elsewhere.
create table sign_in_credential (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references person on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, provider_id, account_id)
);

create table sign_in_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_verification_identifier on sign_in_verification (identifier);

-- Links that sign one person in once; only the hash of the token is kept.
create table sign_in_link (
  token_hash text primary key,
  user_id text not null references person on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Wrong passwords in the current window, counted per sender and per e-mail address (hashed).
create table sign_in_attempt (
  key text primary key,
  failures integer not null,
  window_started_at timestamptz not null
);

alter table membership add foreign key (user_id) references person;
create index membership_user on membership (user_id);

-- At most one standing verdict on a comparison, and one standing report of a flaky pair.
create unique index review_current on review (comparison_id) where undone_at is null;
create unique index decision_flaky_pair
  on decision (project_id, component, variant, target, before_image, after_image)
  where kind = 'flaky' and undone_at is null;
create index decision_review on decision (review_id) where undone_at is null;

-- Pairs of snapshots whose pictures somebody reported as flaky; hidden in every comparison they are in.
create view flaky_pair as
  select d.id as decision_id, d.project_id, sb.id as before_id, sa.id as after_id
  from decision d
  join snapshot sb on sb.project_id = d.project_id and sb.component = d.component
    and sb.variant = d.variant and sb.target = d.target and sb.image_id = d.before_image
  join snapshot sa on sa.project_id = d.project_id and sa.component = d.component
    and sa.variant = d.variant and sa.target = d.target and sa.image_id = d.after_image
  where d.kind = 'flaky' and d.undone_at is null;
