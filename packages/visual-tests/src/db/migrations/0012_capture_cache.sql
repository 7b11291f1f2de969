-- Pictures are copied where nothing that went into them has changed (docs/decisions/0011).

-- What one page showed from the moment it was opened, and what it asked for on the way.
create table capture_pass (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  -- SHA-256, in hex, of the document and everything else that is known before it is opened.
  key text not null,
  -- [[path, digest or null]], in the order in which they were first asked for.
  files jsonb not null,
  files_digest text not null,
  -- [[component, variant, files asked for by then, skipped]], in the order in which they were shown.
  pictures jsonb not null,
  -- One for each of them; 0 where there is no picture to copy.
  image_ids integer[] not null,
  -- Whether the page had nothing more to show.
  complete boolean not null,
  used_at timestamptz not null,
  unique (account_id, key, files_digest)
);
create index capture_pass_unused on capture_pass (used_at);

-- Examples that looked different when they were rendered again: their pictures are not copied.
create table uncopied_example (
  id integer generated always as identity primary key,
  account_id integer not null references account,
  type text not null,
  target text not null,
  component text not null,
  variant text not null,
  snap_request_id integer not null references snap_request,
  copied_image integer not null references image,
  -- Null when the page did not show it again.
  rendered_image integer references image,
  found_at timestamptz not null,
  unique (account_id, type, target, component, variant)
);

create table capture_cache_day (
  account_id integer not null references account,
  day date not null,
  -- Pictures copied, and pictures rendered for a result.
  hits integer not null default 0,
  misses integer not null default 0,
  -- Pictures rendered again after they had been copied, and how many of them differed.
  audits integer not null default 0,
  disagreements integer not null default 0,
  primary key (account_id, day)
);

-- One entry per snapshot, as in the other arrays; empty in reports made before this was kept.
alter table report add column copied boolean[] not null default '{}';
