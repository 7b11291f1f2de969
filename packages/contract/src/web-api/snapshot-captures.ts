/** Why a snapshot looks as it does: what was captured, how, and what came of capturing it once more. */
import { type Static, Type } from 'typebox';
import { Id, PathId, Sha, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { LogLine } from '../worker-api/leases.ts';
import { Image, SnapRequestSummary, Snapshot } from './reports.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** The capture a snapshot is from, as far as it was recorded. All of it is about the whole snap-request. */
export const SnapshotCapture = Type.Intersect([
  SnapRequestSummary,
  Type.Object({
    browser: Text,
    createdAt: Time,
    finishedAt: Type.Union([Time, Type.Null()]),
    log: Type.Array(LogLine),
    /** Options of the target as the client sent them, text as it is, anything else as JSON. */
    options: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
    /** Whether the payload is still there to be downloaded, and captured again. */
    hasPayload: Type.Boolean(),
    /** Bytes of the package; null when the payload names none. */
    packageBytes: Type.Union([Type.Integer(), Type.Null()]),
    /** Place of the recorded document in the payload; null when the page was not recorded. */
    document: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    /** Pixels: how large the browser's window was; null where it was a device's. */
    viewport: Type.Union([
      Type.Null(),
      Type.Object({ width: Type.Integer(), height: Type.Integer() }),
    ]),
  }),
]);
export type SnapshotCapture = Static<typeof SnapshotCapture>;

/** A capture that somebody had done again. It uses no caches. */
export const Retake = Type.Object({
  snapRequestId: Id,
  by: Type.String(),
  at: Time,
  state: SnapRequestSummary.properties.state,
  error: Text,
  /** What this example looks like in it; null until it is done, or when it did not show it. */
  image: Type.Union([Image, Type.Null()]),
  /** Whether that is what the report has; null without an image. */
  same: Type.Union([Type.Boolean(), Type.Null()]),
});

const SnapshotOfReport = Type.Object({
  account: PathId,
  project: PathId,
  sha: Sha,
  snapshot: PathId,
});

export const getSnapshotCapture = operation({
  id: 'getSnapshotCapture',
  method: 'GET',
  path: '/api/a/:account/p/:project/reports/:sha/snapshots/:snapshot',
  access: 'session',
  summary: 'Why a snapshot of a report looks as it does: its capture, with log, options and files.',
  params: SnapshotOfReport,
  response: Type.Object({
    project: Type.Object({ id: Id, name: Type.String() }),
    sha: Type.String(),
    snapshot: Snapshot,
    /** Null when it was carried over, or nobody captured it. */
    capture: Type.Union([SnapshotCapture, Type.Null()]),
    /** Of that capture, newest first. */
    retakes: Type.Array(Retake),
    /** Who put a picture that was taken again into the report; null when nobody did. */
    adopted: Type.Union([Type.Null(), Type.Object({ by: Type.String(), at: Time })]),
  }),
});

export const adoptRetake = operation({
  id: 'adoptRetake',
  method: 'PUT',
  path: '/api/a/:account/p/:project/reports/:sha/snapshots/:snapshot/retake',
  access: 'session',
  summary:
    'Put the picture that was taken again into the report, in place of this one. Comparisons of the report are made again.',
  params: SnapshotOfReport,
  body: Type.Object({ snapRequestId: Id }),
  /** The snapshot that stands in the report now. */
  response: Type.Object({ snapshotId: Id }),
});

const SnapRequestPath = Type.Object({ account: PathId, id: PathId });

export const retakeSnapRequest = operation({
  id: 'retakeSnapRequest',
  method: 'POST',
  path: '/api/a/:account/snap-requests/:id/retakes',
  access: 'session',
  summary:
    'Capture the same examples again, without caches. Nothing but this account sees it: no report changes. While one is going on, that one is answered.',
  params: SnapRequestPath,
  response: Type.Object({ snapRequestId: Id }),
});

export const getSnapRequestPayload = operation({
  id: 'getSnapRequestPayload',
  method: 'GET',
  path: '/api/a/:account/snap-requests/:id/payload',
  access: 'session',
  summary: 'What a client asked to be captured, as it sent it, as a file.',
  params: SnapRequestPath,
  responseType: 'application/json',
});

export const getSnapRequestPackage = operation({
  id: 'getSnapRequestPackage',
  method: 'GET',
  path: '/api/a/:account/snap-requests/:id/package',
  access: 'session',
  summary: 'The archive that was captured, or that recorded documents refer to, as a file.',
  params: SnapRequestPath,
  responseType: 'application/octet-stream',
});

export const getSnapRequestDocument = operation({
  id: 'getSnapRequestDocument',
  method: 'GET',
  path: '/api/a/:account/snap-requests/:id/documents/:index',
  access: 'session',
  summary:
    'A recorded document, to be shown in a frame. It has an origin of its own, runs no script and loads nothing.',
  params: Type.Object({
    ...SnapRequestPath.properties,
    index: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  }),
  responseType: 'text/html',
});
