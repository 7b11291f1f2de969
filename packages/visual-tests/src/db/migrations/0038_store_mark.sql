-- Which store belongs to this database (docs/decisions/0048).

create table installation (
  id boolean primary key default true check (id),
  -- What the store's object `installation` says.
  store_mark text not null,
  -- False until it has been written there.
  is_marked boolean not null default false
);
