import { Type } from 'typebox';
import { Component, Id, Md5, ProjectName, Sha, TargetName, Variant } from '../fields.ts';
import { operation } from '../operation.ts';
import { targetTypes } from '../target-types.ts';

export const TargetTypeField = Type.Enum(targetTypes);

/** One unit of capture. Items are checked one by one, so that a bad one does not refuse the others. */
export const SnapRequestItem = Type.Object({
  type: TargetTypeField,
  targetName: TargetName,
  payloadString: Type.String({ minLength: 2 }),
  payloadHash: Md5,
  extendsSha: Type.Optional(Sha),
});

export const createSnapRequests = operation({
  id: 'createSnapRequests',
  method: 'POST',
  path: '/api/snap-requests/bulk',
  access: 'client',
  summary: 'Ask for captures, at most 50 at a time. The answer has one result per item, in order.',
  body: Type.Object({ items: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 50 }) }),
  response: Type.Object({
    results: Type.Array(
      Type.Union([Type.Object({ requestId: Id }), Type.Object({ error: Type.String() })]),
    ),
  }),
});

export const createSnapRequest = operation({
  id: 'createSnapRequest',
  method: 'POST',
  path: '/api/snap-requests',
  access: 'client',
  summary:
    'Ask for one capture: multipart fields type, targetName, payloadHash, extendsSha and the file payload.',
  query: Type.Object({ payloadHash: Type.Optional(Type.String()) }),
  bodyType: 'multipart/form-data',
  response: Type.Object({ requestId: Id }),
});

export const extendReport = operation({
  id: 'extendReport',
  method: 'POST',
  path: '/api/snap-requests/extends-report',
  access: 'client',
  summary: 'A request whose result is borrowed from another report, in all targets.',
  body: Type.Object({
    extendsSha: Sha,
    project: Type.Optional(ProjectName),
    extendedSnaps: Type.Array(
      Type.Object({ component: Component, variant: Type.Optional(Variant) }),
      { maxItems: 100_000 },
    ),
  }),
  response: Type.Object({ requestId: Id }),
});
