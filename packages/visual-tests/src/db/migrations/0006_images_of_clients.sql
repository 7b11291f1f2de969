-- Pictures that clients bring themselves: uploaded under a name of their own, or left where they are.

-- A foreign picture is known by its address: `hash` is then made of that, nothing of it is stored, and
-- its size is what the client said, if it said any.
alter table image
  add column foreign_url text,
  alter column pixel_hash drop not null,
  alter column width drop not null,
  alter column height drop not null,
  alter column bytes drop not null,
  add check ((foreign_url is null) = (pixel_hash is not null)),
  add check (foreign_url is not null or (width is not null and height is not null));

-- What a client calls the pixels of an image; any text, stable for equal pixels.
create table image_alias (
  account_id integer not null references account,
  caller_hash text not null,
  image_id integer not null references image,
  primary key (account_id, caller_hash)
);

-- Whose servers the pages of an account may load pictures from.
create table image_origin (
  account_id integer not null references account,
  origin text not null,
  primary key (account_id, origin)
);
