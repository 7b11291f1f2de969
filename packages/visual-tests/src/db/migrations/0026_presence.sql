-- Who has a comparison open, and which row of it they look at, for the seconds that this holds.
-- Unlogged, as a crash may lose it; without foreign keys, as those would lock rows that matter.

create unlogged table presence (
  comparison_id integer not null,
  user_id text not null,
  -- Null while they look at no row.
  snapshot_id integer,
  seen_at timestamptz not null,
  primary key (comparison_id, user_id)
);
create index presence_seen on presence (seen_at);
