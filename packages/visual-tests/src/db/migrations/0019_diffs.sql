-- What is seen of pairs of pictures, and which of them pass (docs/decisions/0019).

-- What there is to see between two pictures. Looked at once, while nothing is held.
create table diff (
  before_image integer not null references image,
  after_image integer not null references image,
  -- Version of the engine that has looked; null until one has.
  engine integer,
  class text check (class in ('identical', 'imperceptible', 'anti-alias', 'blank-bands', 'subtle',
    'moved', 'inserted', 'removed', 'changed')),
  -- Why it could not be looked at.
  unseen text,
  operations jsonb not null default '[]',
  -- Name of what changed, equal for equal changes; null also where nobody would decide on it.
  print text,
  -- Until then one server looks at it, and others do not.
  claimed_until timestamptz,
  primary key (before_image, after_image),
  check (engine is null or (class is null) <> (unseen is null))
);

-- Whether two pictures are within a tolerance.
create table within_tolerance (
  before_image integer not null,
  after_image integer not null,
  -- JSON, its keys always in the same order.
  tolerance text not null,
  engine integer not null,
  within boolean not null,
  reason text not null,
  primary key (before_image, after_image, tolerance),
  foreign key (before_image, after_image) references diff
);

-- { deepCompare, passes, rules }; null where nothing passes.
alter table project add column policy jsonb;

alter table comparison
  -- What it was made with: { deepCompare, passes, rules }, rules being a number.
  add column policy jsonb,
  -- Later snapshots of the changed pairs that pass, and why: two parallel arrays. The pairs stay among
  -- the changed ones.
  add column tolerated integer[] not null default '{}',
  add column tolerated_why text[] not null default '{}',
  -- Whether there may be pairs nobody has looked at. A comparison that is pending waits for that.
  add column to_look_at boolean not null default false;
create index comparison_to_look_at on comparison (id) where to_look_at;

-- Older ones have been decided on without it.
update comparison set to_look_at = true where state = 'needs-review';
