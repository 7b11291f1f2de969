-- What an accessibility target found is an image of another kind: `pixel_hash` is then over its identity,
-- and `hash` names a document with all of it. `picture_hash` names the picture that was taken with it,
-- which is what width and height are of.
alter table image
  add column picture_hash text,
  -- Elements that break rules, by impact: { critical, serious, moderate, minor }.
  add column violations jsonb,
  add foreign key (account_id, picture_hash) references image (account_id, hash),
  add check ((picture_hash is null) = (violations is null)),
  add check (picture_hash is null or foreign_url is null);
