-- Pictures of many frames: how many, and how long all of them are shown, once. Null for stills.
alter table image
  add column frame_count integer,
  add column duration_ms integer,
  add check ((frame_count is null) = (duration_ms is null));
