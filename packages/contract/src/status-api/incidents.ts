import { type Static, Type } from 'typebox';
import { Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { componentStates, incidentImpacts, incidentStates, maintenanceStates } from './words.ts';

const IncidentId = Type.String({ pattern: '^[0-9a-z]{12}$', description: 'the id of an incident' });
const ComponentId = Type.String({
  pattern: '^[0-9a-z][0-9a-z-]{0,39}$',
  description: 'a short name of lower-case letters, digits and hyphens',
});
const IncidentName = Type.String({ minLength: 1, maxLength: 200 });
const Markdown = Type.String({ minLength: 1, maxLength: 50_000 });
const TemplateName = Type.String({
  pattern: '^[0-9a-z][0-9a-z-]{0,39}$',
  description: 'a short name of lower-case letters, digits and hyphens',
});

/** How components stand from this update on. */
const AffectedComponents = Type.Record(ComponentId, Type.Enum(componentStates));

const StateOfIncident = Type.Enum([...incidentStates, ...maintenanceStates]);

const Update = Type.Object({
  id: IncidentId,
  state: StateOfIncident,
  /** Markdown. */
  body: Markdown,
  /** The time that is shown. */
  at: Time,
  createdAt: Time,
  components: AffectedComponents,
  /** What it said before, the oldest first. */
  edits: Type.Array(
    Type.Object({ at: Time, body: Markdown, shownAt: Time, reason: Type.String() }),
  ),
});

export const Incident = Type.Object({
  id: IncidentId,
  kind: Type.Enum(['incident', 'maintenance']),
  name: IncidentName,
  impact: Type.Enum(incidentImpacts),
  state: StateOfIncident,
  startedAt: Time,
  resolvedAt: Type.Union([Time, Type.Null()]),
  scheduledFor: Type.Union([Time, Type.Null()]),
  scheduledUntil: Type.Union([Time, Type.Null()]),
  openedBy: Type.Enum(['people', 'monitors']),
  /** The oldest first. */
  updates: Type.Array(Update),
  /** Its page. */
  url: Type.String(),
});
export type Incident = Static<typeof Incident>;

/** What an update may leave out is as before, or as its template has it. */
const said = {
  body: Type.Optional(Markdown),
  components: Type.Optional(AffectedComponents),
  /** For what is told later than it happened; now when left out. */
  at: Type.Optional(Time),
  template: Type.Optional(TemplateName),
};

export const openIncident = operation({
  id: 'openIncident',
  method: 'POST',
  path: '/api/write/incidents',
  access: 'operator',
  summary:
    'Open an incident, or with times of its beginning and end announce maintenance. Name and body may come from a template.',
  body: Type.Object({
    name: Type.Optional(IncidentName),
    impact: Type.Optional(Type.Enum(incidentImpacts)),
    state: Type.Optional(StateOfIncident),
    scheduledFor: Type.Optional(Time),
    scheduledUntil: Type.Optional(Time),
    ...said,
  }),
  response: Incident,
});

export const updateIncident = operation({
  id: 'updateIncident',
  method: 'POST',
  path: '/api/write/incidents/:incident/updates',
  access: 'operator',
  summary:
    'Say more about an incident. Without a state it stays as it is; with the state resolved its components are operational again unless they are named.',
  params: Type.Object({ incident: IncidentId }),
  body: Type.Object({
    state: Type.Optional(StateOfIncident),
    impact: Type.Optional(Type.Enum(incidentImpacts)),
    ...said,
  }),
  response: Incident,
});

export const editUpdate = operation({
  id: 'editUpdate',
  method: 'PUT',
  path: '/api/write/incidents/:incident/updates/:update',
  access: 'operator',
  summary: 'Correct what an update says. What it said before stays readable on the page.',
  params: Type.Object({ incident: IncidentId, update: IncidentId }),
  body: Type.Object({
    body: Markdown,
    at: Type.Optional(Time),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  }),
  response: Incident,
});

export const writePostmortem = operation({
  id: 'writePostmortem',
  method: 'PUT',
  path: '/api/write/incidents/:incident/postmortem',
  access: 'operator',
  summary: 'The postmortem of a resolved incident, in Markdown. Written again, the former is kept.',
  params: Type.Object({ incident: IncidentId }),
  body: Type.Object({ body: Markdown, at: Type.Optional(Time) }),
  response: Incident,
});

export const Template = Type.Object({
  name: TemplateName,
  title: IncidentName,
  body: Markdown,
  impact: Type.Enum(incidentImpacts),
  state: StateOfIncident,
  components: AffectedComponents,
});
export type Template = Static<typeof Template>;

export const listTemplates = operation({
  id: 'listTemplates',
  method: 'GET',
  path: '/api/write/templates',
  access: 'operator',
  summary: 'Texts for incidents of a kind that comes again.',
  response: Type.Object({ templates: Type.Array(Template) }),
});

export const putTemplate = operation({
  id: 'putTemplate',
  method: 'PUT',
  path: '/api/write/templates/:name',
  access: 'operator',
  summary: 'Keep a template, instead of the one of that name if there is one.',
  params: Type.Object({ name: TemplateName }),
  body: Type.Omit(Template, ['name']),
  response: Template,
});
