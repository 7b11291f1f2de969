-- Browsers that operators name, and baselines that are captured again with the browsers of a later report
-- (docs/decisions/0044).

alter table snap_request
  -- The browser it asks for by name; null: what its worker has for the type.
  add column browser_name text,
  -- What people read that it has to be captured with; null: whatever its worker has.
  add column only_browser text;

-- Browsers it was given and does not use: [{ browser, why }].
alter table worker add column refused jsonb not null default '[]';

-- Captures of a report that were done once more, with the browser of a later report. The request is one of
-- its own, that nothing else joins; every comparison with that report and that browser has it.
create table rerendering (
  snap_request_id integer primary key references snap_request,
  rerender_of integer not null references snap_request,
  -- As people read it.
  browser text not null,
  at timestamptz not null
);
create index rerendering_of on rerendering (rerender_of, browser, snap_request_id desc);

alter table comparison
  -- Who asked for a baseline in the browsers of the later report; null where it is as it was captured.
  add column rerendered_by text,
  -- When that was asked for last, also where somebody took it back.
  add column rerendered_at timestamptz,
  -- The requests that capture it so.
  add column rerenderings integer[] not null default '{}';
create index comparison_rerenderings on comparison using gin (rerenderings)
  where rerendered_by is not null;
