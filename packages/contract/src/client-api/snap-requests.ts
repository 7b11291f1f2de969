import { Type } from 'typebox';
import {
  Component,
  FormFile,
  Id,
  Md5,
  PathId,
  ProjectName,
  Sha,
  TargetName,
  Variant,
} from '../fields.ts';
import { operation } from '../operation.ts';
import { targetTypes } from '../target-types.ts';
import { SnapshotContent } from './snapshots.ts';

export const TargetTypeField = Type.Enum(targetTypes);

/** One unit of capture. Items are checked one by one, so that a bad one does not refuse the others. */
export const SnapRequestItem = Type.Object({
  type: TargetTypeField,
  targetName: TargetName,
  payloadString: Type.String({ minLength: 2 }),
  payloadHash: Md5,
  extendsSha: Type.Optional(Sha),
});

/** One unit of capture as very old clients send it. */
const SingleSnapRequest = Type.Object({
  type: Type.String(),
  /** The name of the browser in the type when it is missing. */
  targetName: Type.Optional(Type.String()),
  /** What is captured, as an object or as its JSON. */
  payload: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.String()]),
  /** md5 of the payload's JSON; computed when it is missing. */
  payloadHash: Type.Optional(Type.String()),
  extendsSha: Type.Optional(Type.String()),
});

/** A request for what another report has of some pages, instead of a capture. */
export const ExtendingPages = Type.Object({
  targetName: Type.Optional(TargetName),
  extendsSha: Sha,
  pages: Type.Array(Type.Object({ title: Component }), { maxItems: 100_000 }),
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
    'Ask for one capture: a form with the fields type, targetName, payloadHash, extendsSha and the file payload; or the same as JSON. With the type extends-report, the examples that are titles of its pages are borrowed from the report of extendsSha.',
  query: Type.Object({ payloadHash: Type.Optional(Type.String()) }),
  body: SingleSnapRequest,
  bodyType: 'multipart/form-data',
  form: Type.Object({
    ...Type.Omit(SnapRequestItem, ['payloadString']).properties,
    payload: FormFile,
  }),
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

const ClientImage = {
  component: Component,
  variant: Variant,
  /** Address of an image uploaded to this account before. */
  url: Type.String({ maxLength: 4000 }),
  /** Taken from the image itself, whatever is said here. */
  width: Type.Optional(Type.Unknown()),
  height: Type.Optional(Type.Unknown()),
};

export const addFinishedSnapRequest = operation({
  id: 'addFinishedSnapRequest',
  method: 'POST',
  path: '/api/snap-requests/with-results',
  access: 'client',
  summary: 'A request that is done already, with pictures the client took and uploaded itself.',
  body: Type.Object({
    snaps: Type.Array(
      Type.Object({
        ...ClientImage,
        /** `default` when neither this nor targets is there. */
        target: Type.Optional(TargetName),
        /** The picture stands for each of these. */
        targets: Type.Optional(Type.Array(TargetName, { maxItems: 100 })),
      }),
      { maxItems: 10_000 },
    ),
  }),
  response: Type.Object({ requestId: Id }),
});

const CapturedImage = Type.Object({
  component: Type.String(),
  variant: Type.String(),
  target: Type.String(),
  ...SnapshotContent,
});

export const pollSnapRequest = operation({
  id: 'pollSnapRequest',
  method: 'GET',
  path: '/api/snap-requests/:id',
  access: 'client',
  summary:
    'How a request stands, for clients that wait for its pictures. A failed one answers 409 with the reason.',
  params: Type.Object({ id: PathId }),
  response: Type.Union([
    Type.Object({ status: Type.Union([Type.Literal('pending'), Type.Literal('running')]) }),
    Type.Object({ status: Type.Literal('done'), result: Type.Array(CapturedImage) }),
  ]),
});
