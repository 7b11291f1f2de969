-- When a worker last asked for captures of a type. Tells what waits in a queue from what waits for
-- a browser nobody runs.
create table worker_type (
  type text primary key,
  seen_at timestamptz not null
);
