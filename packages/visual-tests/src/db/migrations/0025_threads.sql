-- What people say to each other about a pair of pictures: shown wherever the pair is, as decisions are.

create table thread (
  id integer generated always as identity primary key,
  project_id integer not null references project,
  component text not null,
  variant text not null,
  target text not null,
  name_hash bytea not null generated always as (name_hash(component, variant, target)) stored,
  -- Null for an added snapshot, and for a deleted one.
  before_image integer references image,
  after_image integer references image,
  -- Where it was begun.
  comparison_id integer not null references comparison,
  -- { side, x, y, width, height }, pixels of that picture; null for all of it.
  place jsonb,
  resolved_at timestamptz,
  resolved_by_name text
);
create index thread_pair on thread (project_id, name_hash);

create table comment (
  id integer generated always as identity primary key,
  thread_id integer not null references thread on delete cascade,
  text text not null,
  -- Ids of people who were named.
  mentions text[] not null,
  by_user text not null,
  by_name text not null,
  at timestamptz not null
);
create index comment_thread on comment (thread_id, id);
