-- What would be reported as a difference is captured twice (docs/decisions/0017).

-- Snapshots of the report that looked different when they were captured again, and what they looked
-- like then: two parallel arrays, ordered by snapshot id.
alter table report
  add column again_snapshot_ids integer[] not null default '{}',
  add column again_image_ids integer[] not null default '{}';

-- Whether the example has looked like this at one capture and different at the next: that it is known
-- to look like this then says nothing about the commit.
alter table snapshot add column unstable boolean not null default false;

-- Later snapshots of the changed pairs that differ only where the later one differs from itself. The
-- pairs stay among the changed ones, as those that are ignored do.
alter table comparison add column unstable integer[] not null default '{}';

-- Whether two pictures differ only where the later one differs from itself. Worked out once, while
-- nothing is held.
create table judged_pair (
  before_image integer not null references image,
  after_image integer not null references image,
  again_image integer not null references image,
  unstable boolean not null,
  primary key (before_image, after_image, again_image)
);
