/** What people and monitors say of incidents. Every verb writes all of it or nothing. */
import {
  type BodyOf,
  type ComponentState,
  type IncidentImpact,
  type StatusOperations,
  type Template,
  TwinlensError,
} from '@twinlens/contract';
import { componentNames, listComponents } from '../component/components.ts';
import { impactOf } from '../component/rules.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { type Incident, readIncident } from './read.ts';
import {
  componentsAfter,
  defaultBodies,
  isOver,
  type Kind,
  type State,
  statesOf,
} from './rules.ts';
import { findTemplate } from './templates.ts';

type NewIncident = BodyOf<StatusOperations['openIncident']> & {
  openedBy?: 'people' | 'monitors';
  cause?: string;
};

/** @throws TwinlensError `invalid_request`; `not_found` for a template */
export function openIncident({ ctx, input }: { ctx: Context; input: NewIncident }): Incident {
  const template = templateOf(ctx, input.template);
  const name = input.name ?? template?.title;
  if (name === undefined) {
    throw new TwinlensError('invalid_request', 'name: give the incident a name, or a template');
  }
  const kind: Kind = input.scheduledFor === undefined ? 'incident' : 'maintenance';
  const state = input.state ?? stateOfTemplate(template, kind);
  mustBeOf(kind, state);
  const scheduled = scheduleOf(input);
  const components = input.components ?? template?.components ?? {};
  const now = ctx.now().getTime();
  const at = timeOf(input.at, now);
  const id = newId();
  return ctx.store.transaction(() => {
    ctx.store.run(
      `insert into incident (id, kind, name, impact, state, scheduled_for, scheduled_until,
         started_at, created_at, updated_at, opened_by, cause)
       values (:id, :kind, :name, :impact, :state, :from, :until, :at, :now, :now, :openedBy, :cause)`,
      {
        id,
        kind,
        name,
        impact:
          input.impact ??
          template?.impact ??
          impactOf(Object.values(components), ctx.settings.components.length),
        state,
        from: scheduled?.from ?? null,
        until: scheduled?.until ?? null,
        at: scheduled?.from ?? at,
        now,
        openedBy: input.openedBy ?? 'people',
        cause: input.cause ?? null,
      },
    );
    const body = input.body ?? template?.body ?? defaultBodies[state];
    return addUpdate(ctx, readIncident(ctx, id), { state, body, at, components });
  });
}

type NewUpdate = BodyOf<StatusOperations['updateIncident']> & { incident: string };

/** @throws TwinlensError `not_found`; `invalid_request`; `conflict` where it is over */
export function updateIncident({ ctx, input }: { ctx: Context; input: NewUpdate }): Incident {
  return ctx.store.transaction(() => {
    const incident = readIncident(ctx, input.incident);
    const template = templateOf(ctx, input.template);
    const state = input.state ?? template?.state ?? incident.state;
    if (state === 'postmortem') {
      throw new TwinlensError(
        'invalid_request',
        'state: a postmortem is written with an operation of its own, once the incident is resolved',
      );
    }
    mustBeOf(incident.kind, state);
    const at = timeOf(input.at, ctx.now().getTime());
    mustComeAfter(incident, at);
    if (input.impact !== undefined) setImpact(ctx, incident, input.impact);
    return addUpdate(ctx, incident, {
      state,
      body: input.body ?? template?.body ?? defaultBodies[state],
      at,
      components: input.components ?? template?.components ?? {},
    });
  });
}

interface EditInput {
  incident: string;
  update: string;
  body: string;
  at?: string | undefined;
  reason: string;
}

/** @throws TwinlensError `not_found`; `invalid_request` where the order of updates would change */
export function editUpdate({ ctx, input }: { ctx: Context; input: EditInput }): Incident {
  return ctx.store.transaction(() => {
    const incident = readIncident(ctx, input.incident);
    const place = incident.updates.findIndex(({ id }) => id === input.update);
    const update = incident.updates[place];
    if (update === undefined) {
      throw new TwinlensError('not_found', `incident ${incident.id} has no update ${input.update}`);
    }
    const at = timeOf(input.at, update.at);
    const earlier = incident.updates[place - 1];
    const later = incident.updates[place + 1];
    if ((earlier !== undefined && at < earlier.at) || (later !== undefined && at > later.at)) {
      throw new TwinlensError(
        'invalid_request',
        'at: the time must stay between those of the update before and after',
      );
    }
    const now = ctx.now().getTime();
    const { id, body } = update;
    ctx.store.run(
      `insert into update_edit (update_id, at, body, shown_at, reason)
       values (:id, :now, :body, :shownAt, :reason)`,
      { id, now, body, shownAt: update.at, reason: input.reason },
    );
    ctx.store.run(
      'update incident_update set body = :body, at = :at, updated_at = :now where id = :id',
      { id, body: input.body, at, now },
    );
    settleTimes(ctx, incident.id);
    return readIncident(ctx, incident.id);
  });
}

interface PostmortemInput {
  incident: string;
  body: string;
  at?: string | undefined;
}

/** @throws TwinlensError `not_found`; `conflict` before the incident is resolved */
export function writePostmortem({
  ctx,
  input,
}: {
  ctx: Context;
  input: PostmortemInput;
}): Incident {
  return ctx.store.transaction(() => {
    const incident = readIncident(ctx, input.incident);
    const written = incident.updates.find(({ state }) => state === 'postmortem');
    if (written !== undefined) {
      const reason = 'written again';
      return editUpdate({ ctx, input: { ...input, update: written.id, reason } });
    }
    if (incident.kind !== 'incident' || !isOver(incident.state)) {
      throw new TwinlensError(
        'conflict',
        'a postmortem is written of an incident that is resolved: resolve it first',
      );
    }
    const at = timeOf(input.at, ctx.now().getTime());
    mustComeAfter(incident, at);
    return addUpdate(ctx, incident, { state: 'postmortem', body: input.body, at, components: {} });
  });
}

interface UpdateToAdd {
  state: State;
  body: string;
  at: number;
  components: Record<string, ComponentState>;
}

function addUpdate(ctx: Context, incident: Incident, update: UpdateToAdd): Incident {
  const names = componentNames(ctx);
  for (const id of Object.keys(update.components)) {
    if (!names.has(id)) {
      throw new TwinlensError(
        'invalid_request',
        `components: there is no component "${id}"; there are ${[...names.keys()].join(', ')}`,
      );
    }
  }
  const touched = new Map(
    incident.updates.flatMap(({ components }) => components.map(({ id, after }) => [id, after])),
  );
  const current = new Map(listComponents(ctx).map(({ id, state }) => [id, state]));
  const now = ctx.now().getTime();
  const id = newId();
  const { state, body, at } = update;
  ctx.store.run(
    `insert into incident_update (id, incident_id, state, body, at, created_at, updated_at)
     values (:id, :incident, :state, :body, :at, :now, :now)`,
    { id, incident: incident.id, state, body, at, now },
  );
  for (const [component, after] of componentsAfter(state, update.components, touched)) {
    const before = touched.get(component) ?? current.get(component) ?? 'operational';
    ctx.store.run(
      `insert into update_component (update_id, component_id, before, after)
       values (:id, :component, :before, :after)`,
      { id, component, before, after },
    );
  }
  settleTimes(ctx, incident.id);
  return readIncident(ctx, incident.id);
}

/** Brings what an incident says of itself in line with its updates. */
function settleTimes(ctx: Context, id: string): void {
  const { updates, kind, startedAt } = readIncident(ctx, id);
  const first = updates[0];
  const last = updates.at(-1);
  if (first === undefined || last === undefined) return;
  const over = isOver(last.state);
  ctx.store.run(
    `update incident set state = :state, started_at = :startedAt, monitoring_at = :monitoringAt,
       resolved_at = :resolvedAt, updated_at = :now where id = :id`,
    {
      id,
      state: last.state,
      startedAt: kind === 'incident' ? first.at : startedAt,
      monitoringAt: updates.find(({ state }) => state === 'monitoring')?.at ?? null,
      resolvedAt: over ? (updates.find(({ state }) => isOver(state))?.at ?? null) : null,
      now: ctx.now().getTime(),
    },
  );
}

const setImpact = (ctx: Context, { id }: Incident, impact: IncidentImpact) =>
  ctx.store.run('update incident set impact = :impact where id = :id', { id, impact });

const templateOf = (ctx: Context, name: string | undefined): Template | undefined =>
  name === undefined ? undefined : findTemplate({ ctx, input: { name } });

const stateOfTemplate = (template: Template | undefined, kind: Kind): State =>
  template !== undefined && statesOf(kind).includes(template.state)
    ? template.state
    : kind === 'incident'
      ? 'investigating'
      : 'scheduled';

function mustBeOf(kind: Kind, state: State): void {
  const states = statesOf(kind);
  if (states.includes(state)) return;
  throw new TwinlensError(
    'invalid_request',
    `state: "${state}" is no state of ${kind === 'incident' ? 'an incident' : 'maintenance'}; there are ${states.join(', ')}`,
  );
}

function mustComeAfter({ updates }: Incident, at: number): void {
  const last = updates.at(-1);
  if (last === undefined || at >= last.at) return;
  throw new TwinlensError(
    'invalid_request',
    `at: the last update is of ${new Date(last.at).toISOString()}, and the next must not be older`,
  );
}

function scheduleOf(input: NewIncident): { from: number; until: number } | null {
  if (input.scheduledFor === undefined) return null;
  const from = Date.parse(input.scheduledFor);
  const until = Date.parse(input.scheduledUntil ?? '');
  if (!(until > from)) {
    throw new TwinlensError(
      'invalid_request',
      'scheduledUntil: maintenance needs an end that lies after its beginning',
    );
  }
  return { from, until };
}

const timeOf = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : Date.parse(text);
