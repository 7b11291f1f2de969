/**
 * The tables of the status program, in the order they came. Times are milliseconds since 1970, JSON is
 * text. A migration that has been released is never changed: add one.
 */
export const migrations = [
  `
  create table component (
    id text primary key,
    name text not null,
    description text,
    position integer not null,
    -- Shown while the settings name it; its history stays.
    shown integer not null,
    created_at integer not null
  ) strict;

  -- From when on monitors saw a component how. What is shown is the worse of this and of what incidents say.
  create table component_change (
    id integer primary key,
    component_id text not null references component,
    at integer not null,
    state text not null
  ) strict;
  create index component_change_at on component_change (component_id, at, id);

  create table incident (
    id text primary key,
    kind text not null,
    name text not null,
    impact text not null,
    state text not null,
    scheduled_for integer,
    scheduled_until integer,
    started_at integer not null,
    monitoring_at integer,
    resolved_at integer,
    created_at integer not null,
    updated_at integer not null,
    opened_by text not null,
    -- Of one that monitors opened: the monitor that failed first of those that others depend on.
    cause text
  ) strict;
  create index incident_started on incident (started_at);
  create index incident_open on incident (kind) where resolved_at is null;

  create table incident_update (
    id text primary key,
    incident_id text not null references incident,
    state text not null,
    body text not null,
    at integer not null,
    created_at integer not null,
    updated_at integer not null
  ) strict;
  create index incident_update_of on incident_update (incident_id, at);

  -- How an update says that components stand from then on.
  create table update_component (
    update_id text not null references incident_update,
    component_id text not null references component,
    before text not null,
    after text not null,
    primary key (update_id, component_id)
  ) strict;
  create index update_component_of on update_component (component_id);

  create table update_edit (
    id integer primary key,
    update_id text not null references incident_update,
    at integer not null,
    body text not null,
    shown_at integer not null,
    reason text not null
  ) strict;
  create index update_edit_of on update_edit (update_id, id);

  create table monitor (
    id text primary key,
    -- 'up' or 'down' once confirmed, 'unknown' before.
    state text not null,
    since integer not null,
    -- Of the last check.
    seen text not null,
    checked_at integer
  ) strict;

  -- Of the last run of a monitor: where its picture is, and the SHA-256 of its bytes.
  create table run_picture (
    monitor text primary key,
    url text not null,
    digest text not null
  ) strict;

  -- Every check, for two days.
  create table check_result (
    id integer primary key,
    monitor text not null,
    at integer not null,
    ok integer not null,
    ms integer not null,
    seen text not null
  ) strict;
  create index check_result_at on check_result (monitor, at);

  -- The same by hour, for 90 days: times of the checks that went well, their middle and slowest twentieth.
  create table check_hour (
    monitor text not null,
    hour integer not null,
    checks integer not null,
    failed integer not null,
    median integer,
    slow integer,
    primary key (monitor, hour)
  ) strict;

  -- Commits that waited for a verdict when the server was heard of last, as it told them.
  create table waiting_commit (
    destination integer not null,
    delivery integer not null,
    sha text not null,
    context text not null,
    account integer not null,
    -- JSON, names.
    projects text not null,
    primary key (destination, sha, context)
  ) strict;

  create table forge (
    destination integer primary key,
    api text not null,
    repository text not null,
    -- Opens with the key beside this file only.
    sealed_token text not null
  ) strict;

  -- When the server was heard of last, and since when it is not.
  create table service (
    one integer primary key check (one = 1),
    heard_at integer,
    silent_since integer
  ) strict;
  insert into service (one) values (1);

  -- Lines this program has written in the server's place. They are listed until the true verdict is told.
  create table stand_in (
    id integer primary key,
    destination integer not null,
    delivery integer not null,
    sha text not null,
    context text not null,
    repository text not null,
    policy text not null,
    -- 'planned' before anything is sent, 'written', 'left' where the forge had a verdict already, 'settled'.
    state text not null,
    note text not null,
    planned_at integer not null,
    tried_at integer not null,
    settled_at integer,
    unique (destination, delivery)
  ) strict;

  -- Readers who want to be told.
  create table subscriber (
    id text primary key,
    kind text not null,
    address text not null,
    -- Components, as ',api,web-ui,'; empty for all. Of the last question, and of what was confirmed.
    wanted text not null,
    components text not null,
    state text not null,
    asked_at integer not null,
    -- Whether the question still has to be sent.
    to_ask integer not null,
    ask_failures integer not null default 0,
    ask_next_at integer not null default 0,
    confirmed_at integer,
    unique (kind, address)
  ) strict;
  create index subscriber_asked on subscriber (asked_at);

  -- What each was told last of an incident.
  create table notice (
    subscriber_id text not null references subscriber,
    incident_id text not null references incident,
    -- Empty while nothing was taken yet.
    update_id text not null,
    failures integer not null,
    next_at integer not null,
    primary key (subscriber_id, incident_id)
  ) strict;

  -- What each channel of operators was told last of an incident.
  create table alert (
    incident_id text not null references incident,
    channel text not null,
    -- Null while nothing was taken yet.
    state text,
    at integer,
    failures integer not null,
    next_at integer not null,
    primary key (incident_id, channel)
  ) strict;

  create table template (
    name text primary key,
    content text not null
  ) strict;
  `,
  `
  -- What the server hands over of every kind of forge: where commits are told, and with which headers.
  create table forge_access (
    destination integer primary key,
    kind text not null,
    url text not null,
    repository text not null,
    sealed_headers text not null,
    -- Null where it does not end by itself.
    expires_at integer
  ) strict;
  drop table forge;

  alter table waiting_commit add column pull_request integer;
  alter table waiting_commit add column rules text not null default '[]';
  `,
  `
  -- Of the last check, what this place alone saw; the columns beside them are what all places agree on.
  alter table monitor add column own_ok integer;
  alter table monitor add column own_seen text not null default '';
  alter table monitor add column own_ms integer not null default 0;
  `,
  `
  -- A commit may be told by a status and by a check run of the same name.
  create table waiting_line (
    destination integer not null,
    delivery integer not null,
    type text not null,
    sha text not null,
    context text not null,
    pull_request integer,
    account integer not null,
    -- JSON: names, and what was chosen for them.
    projects text not null,
    rules text not null,
    primary key (destination, type, sha, context)
  ) strict;
  insert into waiting_line
    select destination, delivery, 'status', sha, context, pull_request, account, projects, rules
    from waiting_commit;
  drop table waiting_commit;
  alter table waiting_line rename to waiting_commit;
  `,
];
