-- Parts of a picture that do not count: [{ x, y, width, height }], in pixels. `pixel_hash` is over the
-- picture without them. Null where everything counts.
alter table image add column ignored jsonb;
