-- Everything a tenant owns hangs from account. Times are UTC. Arrays of integers hold sorted sets of
-- row ids, so that a report of 10,000 snapshots is one row and a comparison is a merge.

create table account (
  id integer generated always as identity primary key,
  name text not null,
  -- Key of the names of this account's images; never leaves the server.
  image_key bytea not null,
  created_at timestamptz not null default now()
);

create table project (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  name text not null,
  created_at timestamptz not null default now(),
  unique (account_id, name)
);

-- HS256 needs the secret itself, so it is sealed with the installation's key, not hashed.
create table api_key (
  key text primary key,
  account_id integer not null references account,
  label text not null,
  sealed_secret bytea not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Which signed-in people may see which account. user_id is the sign-in library's id.
create table membership (
  account_id integer not null references account,
  user_id text not null,
  role text not null check (role in ('admin', 'member')),
  created_at timestamptz not null default now(),
  primary key (account_id, user_id)
);

create table package (
  account_id integer not null references account,
  hash text not null,
  bytes integer not null,
  uploaded_at timestamptz not null default now(),
  primary key (account_id, hash)
);

-- A stored picture. pixel_hash is over the decoded pixels; hash is its public name, keyed by account.
create table image (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  pixel_hash text not null,
  hash text not null,
  width integer not null,
  height integer not null,
  bytes integer not null,
  created_at timestamptz not null default now(),
  unique (account_id, pixel_hash),
  unique (account_id, hash)
);

-- Unit of capture: one target, one chunk. 'extends-report' rows borrow from another report instead.
create table snap_request (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  type text not null,
  target text not null,
  -- Null for rows that are never reused.
  payload_hash text,
  package_hash text,
  -- Only for type 'extends-report': { project, extendsSha, extendedSnaps }.
  extends jsonb,
  state text not null default 'queued' check (state in ('queued', 'leased', 'done', 'failed')),
  attempts integer not null default 0,
  lease_token text unique,
  lease_expires_at timestamptz,
  worker text,
  browser text,
  captured integer not null default 0,
  -- When done: [{ component, variant, target, imageId, renderMs, waitMs, screenshotMs }].
  result jsonb,
  -- Examples the page skipped: [{ component, variant }].
  skipped jsonb,
  error text,
  log jsonb not null default '[]',
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index snap_request_queue on snap_request (type, id) where state = 'queued';
create index snap_request_leases on snap_request (lease_expires_at) where state = 'leased';
create index snap_request_reuse on snap_request (account_id, type, target, payload_hash) where state <> 'failed';

-- Same pixels of the same example: one row, in whatever number of reports.
create table snapshot (
  id integer generated always as identity primary key,
  project_id integer not null references project,
  component text not null,
  variant text not null,
  target text not null,
  image_id integer not null references image,
  unique (project_id, component, variant, target, image_id)
);

-- A finished report. All arrays have one entry per snapshot, ordered by snapshot id.
create table report (
  id integer generated always as identity primary key,
  project_id integer not null references project,
  sha text not null,
  link text,
  message text,
  snapshot_ids integer[] not null,
  -- 0 where the snapshot was carried over; its timings are then 0 too.
  snap_request_ids integer[] not null,
  render_ms integer[] not null,
  wait_ms integer[] not null,
  screenshot_ms integer[] not null,
  completed_at timestamptz not null default now(),
  unique (project_id, sha)
);

-- A report in the making.
create table async_report (
  id integer generated always as identity primary key,
  project_id integer not null references project,
  sha text not null,
  -- Null: complete when its requests are. Set: also waits for finalize.
  nonce text,
  finalized_at timestamptz,
  skip jsonb not null default '[]',
  link text,
  message text,
  -- 'open' waits for finalize, 'pending' for captures, 'replaced' was overtaken by a later one.
  state text not null check (state in ('open', 'pending', 'completed', 'failed', 'replaced')),
  error text,
  report_id integer references report,
  created_at timestamptz not null default now(),
  completed_at timestamptz
);
create index async_report_sha on async_report (project_id, sha, id);

create table async_report_request (
  async_report_id integer not null references async_report,
  snap_request_id integer not null references snap_request,
  primary key (async_report_id, snap_request_id)
);
create index async_report_request_reverse on async_report_request (snap_request_id);

create table job (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  sha1 text not null,
  sha2 text not null,
  link text,
  message text,
  author text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (account_id, sha1, sha2)
);
create index job_newest on job (account_id, id desc);

-- What a job expects of one project. Ends by its comparison, by its report where sha1 = sha2, by a
-- cancellation or by expiry.
create table job_project (
  job_id integer not null references job,
  project_id integer not null references project,
  state text not null default 'pending'
    check (state in ('pending', 'success', 'needs-review', 'failure', 'expired')),
  message text,
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (job_id, project_id)
);
create index job_project_pending on job_project (created_at) where state = 'pending';

create table comparison (
  id integer generated always as identity primary key,
  project_id integer not null references project,
  sha1 text not null,
  sha2 text not null,
  link text,
  message text,
  author text,
  notify text,
  fallback_shas text[] not null default '{}',
  deep_compare jsonb,
  state text not null default 'pending'
    check (state in ('pending', 'success', 'needs-review', 'failure')),
  error text,
  -- { rule, sha, explanation }; null until both reports are ready.
  baseline jsonb,
  before_report_id integer references report,
  after_report_id integer references report,
  -- Pairs that differ: two parallel arrays. An ignored (flaky) pair stays here; it is derived.
  changed_before integer[] not null default '{}',
  changed_after integer[] not null default '{}',
  added integer[] not null default '{}',
  deleted integer[] not null default '{}',
  unchanged_count integer not null default 0,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  unique (project_id, sha1, sha2)
);
create index comparison_pending on comparison (project_id) where state = 'pending';

-- A person's verdict on a whole comparison. Rows are never changed but to be undone.
create table review (
  id integer generated always as identity primary key,
  comparison_id integer not null references comparison,
  decision text not null check (decision in ('accepted', 'rejected')),
  comment text,
  by_user text not null,
  by_name text not null,
  at timestamptz not null default now(),
  undone_by_name text,
  undone_at timestamptz
);
create index review_comparison on review (comparison_id, id desc);

-- The ledger: decisions about pairs of pictures. Survives rebases, because it knows no commit.
-- before_image is null for an added snapshot, after_image for a deleted one.
create table decision (
  id integer generated always as identity primary key,
  project_id integer not null references project,
  component text not null,
  variant text not null,
  target text not null,
  before_image integer references image,
  after_image integer references image,
  kind text not null check (kind in ('accepted', 'rejected', 'flaky')),
  review_id integer references review,
  comparison_id integer references comparison,
  by_user text not null,
  by_name text not null,
  at timestamptz not null default now(),
  undone_at timestamptz
);
create index decision_pair on decision (project_id, component, variant, target, before_image, after_image)
  where undone_at is null;
create index decision_flaky on decision (project_id, id desc) where kind = 'flaky' and undone_at is null;
