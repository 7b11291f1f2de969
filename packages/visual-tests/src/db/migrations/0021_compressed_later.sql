-- Pictures are compressed fast as they come, and once more later (docs/decisions/0021-compressed-twice.md).

-- When the pack of the image is to be compressed once more; null where that has been done, or there is none.
alter table image add column compress_at timestamptz;
create index image_compress_at on image (compress_at) where compress_at is not null;

-- Up to now that was done at once, but for pictures of more than 1 MiB of pixels. An hour later, as older
-- servers may still be reading them when this one starts.
update image set compress_at = now() + interval '1 hour'
where width::bigint * height * 3 > 1048576
  and exists (select from strip where strip.image_id = image.id);
