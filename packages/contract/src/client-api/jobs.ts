import { Type } from 'typebox';
import { Id, Link, Message, ProjectName, Sha } from '../fields.ts';
import { operation } from '../operation.ts';

const ShaPair = Type.Object({ sha1: Sha, sha2: Sha });

export const startJob = operation({
  id: 'startJob',
  method: 'POST',
  path: '/api/jobs/:sha1/:sha2',
  access: 'client',
  summary: 'Announce that a pair of commits will be compared. Repeating it answers the same job.',
  params: ShaPair,
  body: Type.Object({
    project: Type.Optional(ProjectName),
    link: Type.Optional(Link),
    message: Type.Optional(Message),
  }),
  response: Type.Object({ id: Id, url: Type.String() }),
});

export const orchestrateJob = operation({
  id: 'orchestrateJob',
  method: 'POST',
  path: '/api/jobs/:sha1/:sha2/orchestrate',
  access: 'client',
  summary:
    'Announce every project a pair of commits will be compared in: the job ends with the last of them and has one state. Repeating it adds projects.',
  params: ShaPair,
  body: Type.Object({
    projects: Type.Array(ProjectName, { minItems: 1, maxItems: 100 }),
    link: Type.Optional(Link),
    message: Type.Optional(Message),
  }),
  response: Type.Object({ id: Id, url: Type.String() }),
});

export const cancelJob = operation({
  id: 'cancelJob',
  method: 'POST',
  path: '/api/jobs/:sha1/:sha2/cancel',
  access: 'client',
  summary: 'End a job early with a message. 409 when it has already completed.',
  params: ShaPair,
  body: Type.Object({
    project: Type.Optional(ProjectName),
    link: Type.Optional(Link),
    message: Type.Optional(Message),
    status: Type.Union([Type.Literal('failure'), Type.Literal('success')]),
  }),
});
