-- A component and a variant may be a thousand characters each, four bytes a character: more than a
-- row of an index can hold. What is indexed is a hash of the name instead; SHA-256, because names come
-- from strangers' pages and nobody must be able to make two with the same one.

-- Immutable in truth: the encoding is named, so nothing about the session changes the result.
create function name_hash(component text, variant text, target text) returns bytea
language sql immutable strict parallel safe
return sha256(
  sha256(convert_to(component, 'UTF8'))
  || sha256(convert_to(variant, 'UTF8'))
  || sha256(convert_to(target, 'UTF8'))
);

alter table snapshot
  add column name_hash bytea not null
    generated always as (name_hash(component, variant, target)) stored;
alter table snapshot
  drop constraint snapshot_project_id_component_variant_target_image_id_key;
alter table snapshot add unique (project_id, name_hash, image_id);

drop index decision_pair;
drop index decision_flaky_pair;
alter table decision
  add column name_hash bytea not null
    generated always as (name_hash(component, variant, target)) stored;
create index decision_pair on decision (project_id, name_hash, before_image, after_image)
  where undone_at is null;
create unique index decision_flaky_pair
  on decision (project_id, name_hash, before_image, after_image)
  where kind = 'flaky' and undone_at is null;

create or replace view flaky_pair as
  select d.id as decision_id, d.project_id, sb.id as before_id, sa.id as after_id
  from decision d
  join snapshot sb on sb.project_id = d.project_id and sb.name_hash = d.name_hash
    and sb.image_id = d.before_image
  join snapshot sa on sa.project_id = d.project_id and sa.name_hash = d.name_hash
    and sa.image_id = d.after_image
  where d.kind = 'flaky' and d.undone_at is null;
