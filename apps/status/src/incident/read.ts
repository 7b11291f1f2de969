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
  id: Type.String(),
  state: State,
  body: Type.String(),
  at: Type.Integer(),
  createdAt: Type.Integer(),
  updatedAt: Type.Integer(),
});

const NamedComponent = Type.Object({
  id: Type.String(),
  name: Type.String(),
  before: Type.Enum(componentStates),
  after: Type.Enum(componentStates),
});
export type NamedComponent = Static<typeof NamedComponent>;

const EditRow = Type.Object({
  at: Type.Integer(),
  body: Type.String(),
  shownAt: Type.Integer(),
  reason: Type.String(),
});

export interface Update extends Static<typeof UpdateRow> {
  components: NamedComponent[];
  /** What it said before, the oldest first. */
  edits: Static<typeof EditRow>[];
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
export const listIncidents = (ctx: Context): Incident[] =>
  ctx.store
    .all(IncidentRow, `select ${columns} from incident order by started_at desc, id`)
    .map((row) => withUpdates(ctx, row));

/** The newest first. */
export const listOpen = (ctx: Context): Incident[] =>
  ctx.store
    .all(
      IncidentRow,
      `select ${columns} from incident where resolved_at is null order by started_at desc, id`,
    )
    .map((row) => withUpdates(ctx, row));

/** @throws TwinlensError `not_found` */
export function readIncident(ctx: Context, id: string): Incident {
  const row = ctx.store.first(IncidentRow, `select ${columns} from incident where id = :id`, {
    id,
  });
  if (row === undefined) throw new TwinlensError('not_found', `there is no incident ${id}`);
  return withUpdates(ctx, row);
}

function withUpdates({ store }: Context, row: Static<typeof IncidentRow>): Incident {
  const { id } = row;
  const updates = store
    .all(
      UpdateRow,
      `select id, state, body, at, created_at as createdAt, updated_at as updatedAt
       from incident_update where incident_id = :id order by at, created_at`,
      { id },
    )
    .map((update) => ({
      ...update,
      components: store.all(
        NamedComponent,
        `select c.id, c.name, uc.before, uc.after from update_component uc
         join component c on c.id = uc.component_id
         where uc.update_id = :id order by c.position`,
        { id: update.id },
      ),
      edits: store.all(
        EditRow,
        `select at, body, shown_at as shownAt, reason from update_edit
         where update_id = :id order by id`,
        { id: update.id },
      ),
    }));
  const affected = store.all(
    Type.Object({ id: Type.String(), name: Type.String() }),
    `select distinct c.id, c.name from update_component uc
     join incident_update u on u.id = uc.update_id
     join component c on c.id = uc.component_id
     where u.incident_id = :id order by c.position`,
    { id },
  );
  return { ...row, updates, affected };
}
