-- Whether somebody announced all projects of the job at once: what is told outside about it is then
-- one state for all of them.
alter table job add column orchestrated boolean not null default false;

-- Where what was not rendered for a report came from: commits, and for every snapshot the place of
-- its commit in that list, 0 where it was rendered. Empty in reports made before this was kept.
alter table report
  add column source_shas text[] not null default '{}',
  add column sources integer[] not null default '{}';
