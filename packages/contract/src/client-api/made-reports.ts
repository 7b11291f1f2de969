/** Reports that clients make themselves, from pictures they took. */
import { Type } from 'typebox';
import { Id, Link, Message, ProjectName, Sha, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { ClientSnapshot, SentSnapshot } from './snapshots.ts';

const ShaPath = Type.Object({ sha: Sha });
const OfProject = Type.Object({ project: Type.Optional(ProjectName) });

export const ReportStatus = Type.Object({
  id: Id,
  sha: Type.String(),
  project: Type.String(),
  /** `open`: partial, more may be added; `pending`: captures are being taken. */
  status: Type.Enum(['open', 'pending', 'completed', 'failed']),
  url: Type.String(),
  snapshotsCount: Type.Integer(),
  createdAt: Time,
  completedAt: Type.Union([Time, Type.Null()]),
});

const OneOrMore = Type.Union([ReportStatus, Type.Array(ReportStatus)]);

export const createReport = operation({
  id: 'createReport',
  method: 'POST',
  path: '/api/reports/:sha',
  access: 'client',
  summary:
    'Make a report of these pictures, over an earlier one. A partial one adds to it and counts once it is completed.',
  params: ShaPath,
  body: Type.Object({
    snaps: Type.Array(SentSnapshot, { maxItems: 100_000 }),
    project: Type.Optional(ProjectName),
    link: Type.Optional(Link),
    message: Type.Optional(Message),
    partial: Type.Optional(Type.Boolean()),
  }),
  response: ReportStatus,
});

export const listSnapshots = operation({
  id: 'listSnapshots',
  method: 'GET',
  path: '/api/reports/:sha',
  access: 'client',
  summary: 'The snapshots of a finished report.',
  params: ShaPath,
  query: OfProject,
  response: Type.Array(ClientSnapshot),
});

export const getReportStatus = operation({
  id: 'getReportStatus',
  method: 'GET',
  path: '/api/reports/:sha/status',
  access: 'client',
  summary: 'How the report of a commit stands in one project, or in each of several.',
  params: ShaPath,
  query: Type.Object({
    project: Type.Optional(ProjectName),
    /** Names, separated by commas. */
    projects: Type.Optional(Type.String({ minLength: 1, maxLength: 10_000 })),
  }),
  response: OneOrMore,
});

export const completeReport = operation({
  id: 'completeReport',
  method: 'POST',
  path: '/api/reports/:sha/complete',
  access: 'client',
  summary: 'Nothing more is added to a partial report. Repeatable.',
  params: ShaPath,
  body: Type.Object({
    project: Type.Optional(ProjectName),
    projects: Type.Optional(Type.Array(ProjectName, { minItems: 1, maxItems: 100 })),
  }),
  response: OneOrMore,
});

export const copyReport = operation({
  id: 'copyReport',
  method: 'POST',
  path: '/api/reports/:fromSha/copy/:toSha',
  access: 'client',
  summary: 'Make the report of one commit that of another too.',
  params: Type.Object({ fromSha: Sha, toSha: Sha }),
  body: Type.Object({
    project: Type.Optional(ProjectName),
    link: Type.Optional(Link),
    message: Type.Optional(Message),
  }),
  response: ReportStatus,
});
