-- Still pictures lie in strips (docs/decisions/0018-strips.md): each image has a pack in the store, with
-- those of its strips that the account did not have.

-- Where the strips of an account are. digest: SHA-256 of size and pixels. place: which of the strips in
-- the pack of image_id it is. Strips are never shared between accounts.
create table strip (
  account_id integer not null references account,
  digest bytea not null,
  image_id integer not null references image,
  place smallint not null,
  width integer not null,
  rows smallint not null,
  channels smallint not null,
  primary key (account_id, digest)
);
