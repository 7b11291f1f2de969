/**
 * What a status page publishes for programs: the documents under `/api/v2`, whose fields readers of
 * Statuspage pages know. Times are ISO 8601 in UTC.
 */
import { type Static, Type } from 'typebox';
import { Time } from '../fields.ts';
import { componentStates, incidentImpacts, incidentStates, maintenanceStates } from './words.ts';

const MaybeTime = Type.Union([Time, Type.Null()]);

const PageDocument = Type.Object({
  id: Type.String(),
  name: Type.String(),
  url: Type.String(),
  time_zone: Type.Literal('Etc/UTC'),
  updated_at: Time,
});

export const ComponentDocument = Type.Object({
  id: Type.String(),
  name: Type.String(),
  status: Type.Enum(componentStates),
  created_at: Time,
  updated_at: Time,
  position: Type.Integer(),
  description: Type.Union([Type.String(), Type.Null()]),
  showcase: Type.Boolean(),
  start_date: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
  group_id: Type.Null(),
  page_id: Type.String(),
  group: Type.Boolean(),
  only_show_if_degraded: Type.Boolean(),
});
export type ComponentDocument = Static<typeof ComponentDocument>;

const AffectedComponent = Type.Object({
  code: Type.String(),
  name: Type.String(),
  old_status: Type.Enum(componentStates),
  new_status: Type.Enum(componentStates),
});

const UpdateDocument = Type.Object({
  id: Type.String(),
  incident_id: Type.String(),
  status: Type.Enum([...incidentStates, ...maintenanceStates]),
  body: Type.String(),
  created_at: Time,
  updated_at: Time,
  display_at: Time,
  affected_components: Type.Union([Type.Array(AffectedComponent), Type.Null()]),
  deliver_notifications: Type.Boolean(),
  custom_tweet: Type.Null(),
  tweet_id: Type.Null(),
});

const incident = {
  id: Type.String(),
  name: Type.String(),
  created_at: Time,
  updated_at: Time,
  monitoring_at: MaybeTime,
  resolved_at: MaybeTime,
  shortlink: Type.String(),
  started_at: Time,
  page_id: Type.String(),
  /** The newest first. */
  incident_updates: Type.Array(UpdateDocument),
  components: Type.Array(ComponentDocument),
};

export const IncidentDocument = Type.Object({
  ...incident,
  status: Type.Enum(incidentStates),
  impact: Type.Enum(incidentImpacts),
});
export type IncidentDocument = Static<typeof IncidentDocument>;

export const MaintenanceDocument = Type.Object({
  ...incident,
  status: Type.Enum(maintenanceStates),
  impact: Type.Literal('maintenance'),
  scheduled_for: Time,
  scheduled_until: Time,
});
export type MaintenanceDocument = Static<typeof MaintenanceDocument>;

const status = Type.Object({
  indicator: Type.Enum([...incidentImpacts, 'maintenance']),
  description: Type.String(),
});

export const StatusDocument = Type.Object({ page: PageDocument, status });
export const ComponentsDocument = Type.Object({
  page: PageDocument,
  components: Type.Array(ComponentDocument),
});
export const IncidentsDocument = Type.Object({
  page: PageDocument,
  incidents: Type.Array(IncidentDocument),
});
export const MaintenancesDocument = Type.Object({
  page: PageDocument,
  scheduled_maintenances: Type.Array(MaintenanceDocument),
});
export const SummaryDocument = Type.Object({
  page: PageDocument,
  components: Type.Array(ComponentDocument),
  incidents: Type.Array(IncidentDocument),
  scheduled_maintenances: Type.Array(MaintenanceDocument),
  status,
});
export type SummaryDocument = Static<typeof SummaryDocument>;
