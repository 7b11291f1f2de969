-- Decisions are about pairs of pictures, one by one or many at once (docs/decisions/0023).

-- An act of deciding: several may stand, the newest counts for a pair.
drop index review_current;
alter table review
  -- What was decided on: { kind, ... }.
  add column scope jsonb not null default '{"kind": "everything"}',
  add column pairs integer not null default 0;
update review set pairs = (select count(*) from decision where decision.review_id = review.id);

alter table comparison
  -- What stands of the open differences, by the later snapshot's id, or the earlier one's where it was
  -- deleted. Follows from the ledger; `remembered` are those accepted without a decision here.
  add column accepted integer[] not null default '{}',
  add column rejected integer[] not null default '{}',
  add column remembered integer[] not null default '{}';

update comparison c set
  accepted = coalesce((
    select array_agg(s.id) from decision d
    join snapshot s on s.project_id = d.project_id and s.name_hash = d.name_hash
      and s.image_id = coalesce(d.after_image, d.before_image)
    where d.comparison_id = c.id and d.undone_at is null and d.kind = 'accepted'), '{}'),
  rejected = coalesce((
    select array_agg(s.id) from decision d
    join snapshot s on s.project_id = d.project_id and s.name_hash = d.name_hash
      and s.image_id = coalesce(d.after_image, d.before_image)
    where d.comparison_id = c.id and d.undone_at is null and d.kind = 'rejected'), '{}')
where exists (
  select from review r where r.comparison_id = c.id and r.undone_at is null);

-- Who may decide, and what it takes; null where everybody may.
alter table project add column review_rules jsonb;

-- Pixels that what was found covers, to order changes by.
create function changed_area(operations jsonb) returns bigint
language sql immutable strict parallel safe
return (
  select coalesce(sum((place ->> 'width')::bigint * (place ->> 'height')::bigint), 0)
  from jsonb_array_elements(operations) as operation,
    coalesce(operation -> 'after', operation -> 'before') as place
);
alter table diff add column area bigint not null
  generated always as (changed_area(operations)) stored;
