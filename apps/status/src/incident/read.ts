/** Incidents as they are read: with every update, what it said before, and the components it names. */
import {
  componentStates,
  incidentImpacts,
  incidentStates,
  maintenanceStates,
  TwinlensError,
} from '@twinlens/contract';
import { type Static, Type } from 'typebox';
import type { Context } from '../context.ts';

const State = Type.Enum([...incidentStates, ...maintenanceStates]);
const MaybeTime = Type.Union([Type.Integer(), Type.Null()]);

const IncidentRow = Type.Object({
  id: Type.String(),
  kind: Type.Enum(['incident', 'maintenance']),
  name: Type.String(),
  impact: Type.Enum(incidentImpacts),
  state: State,
  scheduledFor: MaybeTime,
  scheduledUntil: MaybeTime,
  startedAt: Type.Integer(),
  monitoringAt: MaybeTime,
  resolvedAt: MaybeTime,
  createdAt: Type.Integer(),
  updatedAt: Type.Integer(),
  openedBy: Type.Enum(['people', 'monitors']),
  cause: Type.Union([Type.String(), Type.Null()]),
});

const UpdateRow = Type.Object({
  incident: Type.String(),
  id: Type.String(),
  state: State,
  body: Type.String(),
  at: Type.Integer(),
  createdAt: Type.Integer(),
  updatedAt: Type.Integer(),
});

const NamedRow = Type.Object({
  updateId: Type.String(),
  position: Type.Integer(),
  id: Type.String(),
  name: Type.String(),
  before: Type.Enum(componentStates),
  after: Type.Enum(componentStates),
});
type NamedComponent = Omit<Static<typeof NamedRow>, 'updateId'>;

const EditRow = Type.Object({
  updateId: Type.String(),
  at: Type.Integer(),
  body: Type.String(),
  shownAt: Type.Integer(),
  reason: Type.String(),
});

export interface Update extends Omit<Static<typeof UpdateRow>, 'incident'> {
  components: NamedComponent[];
  /** What it said before, the oldest first. */
  edits: Omit<Static<typeof EditRow>, 'updateId'>[];
}

/** Times are milliseconds since 1970. */
export interface Incident extends Static<typeof IncidentRow> {
  /** The oldest first. */
  updates: Update[];
  /** All it has touched, in the order of the page. */
  affected: { id: string; name: string }[];
}

const columns = `id, kind, name, impact, state, scheduled_for as scheduledFor,
  scheduled_until as scheduledUntil, started_at as startedAt, monitoring_at as monitoringAt,
  resolved_at as resolvedAt, created_at as createdAt, updated_at as updatedAt,
  opened_by as openedBy, cause`;

/** The newest first. */
export const listIncidents = (ctx: Context): Incident[] => read(ctx, 'true');

/** The newest first. */
export const listOpen = (ctx: Context): Incident[] => read(ctx, 'i.resolved_at is null');

/** @throws TwinlensError `not_found` */
export function readIncident(ctx: Context, id: string): Incident {
  const [incident] = read(ctx, 'i.id = :id', { id });
  if (incident === undefined) throw new TwinlensError('not_found', `there is no incident ${id}`);
  return incident;
}

/** Whatever the number of incidents, in four statements. */
function read({ store }: Context, where: string, values: Record<string, string> = {}): Incident[] {
  const rows = store.all(
    IncidentRow,
    `select ${columns} from incident i where ${where} order by started_at desc, id`,
    values,
  );
  const updates = Map.groupBy(
    store.all(
      UpdateRow,
      `select u.incident_id as incident, u.id, u.state, u.body, u.at, u.created_at as createdAt,
         u.updated_at as updatedAt
       from incident_update u join incident i on i.id = u.incident_id
       where ${where} order by u.at, u.created_at`,
      values,
    ),
    ({ incident }) => incident,
  );
  const components = Map.groupBy(
    store.all(
      NamedRow,
      `select uc.update_id as updateId, c.position, c.id, c.name, uc.before, uc.after
       from update_component uc join component c on c.id = uc.component_id
       join incident_update u on u.id = uc.update_id join incident i on i.id = u.incident_id
       where ${where} order by c.position, c.id`,
      values,
    ),
    ({ updateId }) => updateId,
  );
  const edits = Map.groupBy(
    store.all(
      EditRow,
      `select e.update_id as updateId, e.at, e.body, e.shown_at as shownAt, e.reason
       from update_edit e join incident_update u on u.id = e.update_id
       join incident i on i.id = u.incident_id where ${where} order by e.id`,
      values,
    ),
    ({ updateId }) => updateId,
  );
  return rows.map((row) => {
    const own = (updates.get(row.id) ?? []).map(({ incident: _incident, ...update }) => ({
      ...update,
      components: (components.get(update.id) ?? []).map(({ updateId: _of, ...one }) => one),
      edits: (edits.get(update.id) ?? []).map(({ updateId: _of, ...edit }) => edit),
    }));
    return { ...row, updates: own, affected: affectedBy(own) };
  });
}

/** Each component once, in the order of the page. */
function affectedBy(updates: readonly Update[]): Incident['affected'] {
  const named = new Map(
    updates.flatMap(({ components }) => components.map((one) => [one.id, one])),
  );
  return [...named.values()]
    .toSorted((one, other) => one.position - other.position)
    .map(({ id, name }) => ({ id, name }));
}
