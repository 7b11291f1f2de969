import { type Static, Type } from 'typebox';
import { Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';

/**
 * What commits that wait are told while Twinlens is not there. `open`: that it does not block, as a success.
 * `closed`: why they wait. `provisional`: why they wait, and that the build may have a provisional verdict
 * of `twinlens guard`.
 */
export const outagePolicies = ['closed', 'open', 'provisional'] as const;
export type OutagePolicy = (typeof outagePolicies)[number];

export const OutageRule = Type.Object({
  policy: Type.Enum(outagePolicies),
  /** For so long it must have been gone. */
  afterSeconds: Type.Integer({ minimum: 10, maximum: 86_400 }),
});
export type OutageRule = Static<typeof OutageRule>;

const ProjectPath = Type.Object({ account: PathId, project: PathId });
const ProjectOutageRule = Type.Object({
  project: Type.Object({ id: Id, name: Type.String() }),
  /** Null where nothing was chosen: the settings of the status program hold. */
  rule: Type.Union([OutageRule, Type.Null()]),
  /** Who chose what, the newest first. */
  changes: Type.Array(
    Type.Object({
      at: Time,
      person: Type.String(),
      rule: Type.Union([OutageRule, Type.Null()]),
    }),
  ),
});

export const getOutageRule = operation({
  id: 'getOutageRule',
  method: 'GET',
  path: '/api/a/:account/p/:project/outage-rule',
  access: 'session',
  summary: 'What commits that wait are told while Twinlens is not there, and who chose that.',
  params: ProjectPath,
  response: ProjectOutageRule,
});

export const setOutageRule = operation({
  id: 'setOutageRule',
  method: 'PUT',
  path: '/api/a/:account/p/:project/outage-rule',
  access: 'session',
  summary:
    'Say what commits that wait are told while Twinlens is not there; null leaves it to the status program. Administrators only.',
  params: ProjectPath,
  body: Type.Object({ rule: Type.Union([OutageRule, Type.Null()]) }),
  response: ProjectOutageRule,
});
