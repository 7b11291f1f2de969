-- By which rule a still picture was named by its pixels (docs/decisions/0018-strips.md). Only names made
-- by the same rule say by being different that the pixels are. Null where that is not known; a rule that
-- changes is a new default.
alter table image add column naming smallint;
update image set naming = 2
  where exists (select from strip where strip.image_id = image.id);
alter table image alter column naming set default 2;
