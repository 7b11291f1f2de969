/** The documents under `/api/v2`, as readers of Statuspage pages know them. */
import type {
  ComponentDocument,
  IncidentDocument,
  MaintenanceDocument,
  SummaryDocument,
} from '@twinlens/contract';
import {
  check,
  incidentImpacts,
  incidentStates,
  maintenanceStates,
  TwinlensError,
} from '@twinlens/contract';
import { type Static, type TSchema, Type } from 'typebox';
import { type Component, listComponents } from '../component/components.ts';
import { overall } from '../component/rules.ts';
import type { Context } from '../context.ts';
import { type Incident, listIncidents } from '../incident/read.ts';
import { pageId } from './page-id.ts';
import { isoOf } from './time.ts';

/** As many as the pages readers know have in their list. */
const listedIncidents = 50;

/** Their paths under `/api/v2/`. */
export const documentNames = [
  'summary.json',
  'status.json',
  'components.json',
  'incidents.json',
  'incidents/unresolved.json',
  'scheduled-maintenances.json',
  'scheduled-maintenances/upcoming.json',
  'scheduled-maintenances/active.json',
] as const;

export function documentsOf(ctx: Context): Record<(typeof documentNames)[number], unknown> {
  const page = {
    id: pageId(ctx),
    name: ctx.settings.name,
    url: ctx.origin,
    time_zone: 'Etc/UTC' as const,
    updated_at: isoOf(ctx.now().getTime()),
  };
  const shown = listComponents(ctx);
  const components = shown.map((component) => componentDocument(page.id, component));
  const all = listIncidents(ctx);
  const write = { page: page.id, origin: ctx.origin, components };
  const incidents = all.filter(({ kind }) => kind === 'incident').map(incidentDocument(write));
  const maintenances = all
    .filter(({ kind }) => kind === 'maintenance')
    .map(maintenanceDocument(write));
  const unresolved = incidents.filter(({ resolved_at }) => resolved_at === null);
  const upcoming = maintenances.filter((one) => one.status === 'scheduled');
  const active = maintenances.filter(
    (one) => one.status === 'in_progress' || one.status === 'verifying',
  );
  const status = overall(
    shown.map(({ state }) => state),
    unresolved.map(({ impact }) => impact),
  );
  const summary: SummaryDocument = {
    page,
    components,
    incidents: unresolved,
    scheduled_maintenances: [...active, ...upcoming],
    status,
  };
  return {
    'summary.json': summary,
    'status.json': { page, status },
    'components.json': { page, components },
    'incidents.json': { page, incidents: incidents.slice(0, listedIncidents) },
    'incidents/unresolved.json': { page, incidents: unresolved },
    'scheduled-maintenances.json': {
      page,
      scheduled_maintenances: maintenances.slice(0, listedIncidents),
    },
    'scheduled-maintenances/upcoming.json': { page, scheduled_maintenances: upcoming },
    'scheduled-maintenances/active.json': { page, scheduled_maintenances: active },
  };
}

function componentDocument(page: string, component: Component): ComponentDocument {
  const { id, name, description, position, state, since, createdAt } = component;
  return {
    id,
    name,
    status: state,
    created_at: isoOf(createdAt),
    updated_at: isoOf(since),
    position: position + 1,
    description,
    showcase: true,
    start_date: isoOf(createdAt).slice(0, 10),
    group_id: null,
    page_id: page,
    group: false,
    only_show_if_degraded: false,
  };
}

interface Writing {
  page: string;
  origin: string;
  components: ComponentDocument[];
}

const maybe = (at: number | null) => (at === null ? null : isoOf(at));

/** What both kinds have. */
const common = ({ page, origin, components }: Writing, incident: Incident) => ({
  id: incident.id,
  name: incident.name,
  created_at: isoOf(incident.createdAt),
  updated_at: isoOf(incident.updatedAt),
  monitoring_at: maybe(incident.monitoringAt),
  resolved_at: maybe(incident.resolvedAt),
  shortlink: `${origin}/incidents/${incident.id}/`,
  started_at: isoOf(incident.startedAt),
  page_id: page,
  incident_updates: incident.updates.toReversed().map((update) => ({
    id: update.id,
    incident_id: incident.id,
    status: update.state,
    body: update.body,
    created_at: isoOf(update.createdAt),
    updated_at: isoOf(update.updatedAt),
    display_at: isoOf(update.at),
    affected_components:
      update.components.length === 0
        ? null
        : update.components.map(({ id, name, before, after }) => ({
            code: id,
            name,
            old_status: before,
            new_status: after,
          })),
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  })),
  components: components.filter(({ id }) => incident.affected.some((one) => one.id === id)),
});

const incidentDocument =
  (write: Writing) =>
  (incident: Incident): IncidentDocument => ({
    ...common(write, incident),
    status: oneOf(Type.Enum(incidentStates), incident.state),
    impact: oneOf(Type.Enum(incidentImpacts), incident.impact),
  });

const maintenanceDocument =
  (write: Writing) =>
  (incident: Incident): MaintenanceDocument => ({
    ...common(write, incident),
    status: oneOf(Type.Enum(maintenanceStates), incident.state),
    impact: 'maintenance',
    scheduled_for: isoOf(incident.scheduledFor ?? incident.startedAt),
    scheduled_until: isoOf(incident.scheduledUntil ?? incident.startedAt),
  });

function oneOf<T extends TSchema>(schema: T, value: unknown): Static<T> {
  const checked = check(schema, value);
  if (checked.ok) return checked.value;
  throw new TwinlensError('internal', `a stored state is not as expected: ${checked.problem}`);
}
