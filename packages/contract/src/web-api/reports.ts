import { Type } from 'typebox';
import { ViolationCounts } from '../accessibility/result.ts';
import {
  Area,
  Id,
  ImageHash,
  Milliseconds,
  Offset,
  PathId,
  RowFilter,
  Sha,
  Time,
} from '../fields.ts';
import { operation } from '../operation.ts';
import { LogLine } from '../worker-api/leases.ts';
import { CapturedWith } from './captured-with.ts';
import { Progress } from './jobs.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** Pixels; null where a client left the picture on a server of its own and did not say. */
const Size = Type.Union([Type.Integer(), Type.Null()]);

/** The picture of a snapshot. */
export const Image = Type.Object({
  url: Type.String(),
  width: Size,
  height: Size,
  /** Null for a still; otherwise how many frames, and how long all of them are shown, once. */
  animation: Type.Union([
    Type.Null(),
    Type.Object({ frameCount: Type.Integer(), durationMs: Milliseconds }),
  ]),
  /** What does not count of it. */
  ignored: Type.Array(Area),
  /** Of an accessibility target: what the snapshot is about, and is compared by. */
  accessibility: Type.Union([
    Type.Null(),
    Type.Object({ hash: ImageHash, violations: ViolationCounts }),
  ]),
});

/** Whole milliseconds; null for a snapshot that was copied or carried over: nobody rendered it now. */
const Timing = Type.Union([Type.Integer(), Type.Null()]);

export const Timings = Type.Object({ renderMs: Timing, waitMs: Timing, screenshotMs: Timing });

export const Snapshot = Type.Object({
  id: Id,
  component: Type.String(),
  variant: Type.String(),
  target: Type.String(),
  image: Image,
  timings: Timings,
  /** The request that rendered or copied it; null when it was carried over from another report. */
  snapRequestId: Type.Union([Id, Type.Null()]),
  /** Copied from an earlier capture, as nothing that went into it has changed. */
  copied: Type.Boolean(),
  /** The commit from whose report it was carried over; null when it was not, or nobody knows. */
  carriedOverFrom: Text,
});

/** How the snapshots of a report came into it. */
export const Origins = Type.Object({
  rendered: Type.Integer(),
  /** From earlier captures. */
  copied: Type.Integer(),
  /** From other reports. */
  carriedOver: Type.Integer(),
  /** Commits from whose reports the latter are. */
  sources: Type.Array(Type.String()),
});

/** Snapshots of a report that came into it this way. */
export const Origin = Type.Union([
  Type.Literal('rendered'),
  Type.Literal('copied'),
  Type.Literal('carried-over'),
]);

export const SnapRequestSummary = Type.Object({
  id: Id,
  type: Type.String(),
  target: Type.String(),
  /** That the target asks for by name; null: what its worker has for the type. */
  browserName: Text,
  state: Type.Union([
    Type.Literal('queued'),
    Type.Literal('leased'),
    Type.Literal('done'),
    Type.Literal('failed'),
  ]),
  attempts: Type.Integer(),
  captured: Type.Integer(),
  worker: Text,
  /** Why it failed, a line for each example; while it is queued, why no worker takes it. */
  error: Text,
});

export const getAsyncReport = operation({
  id: 'getAsyncReport',
  method: 'GET',
  path: '/api/a/:account/async-reports/:id',
  access: 'session',
  summary: 'Progress of a report that is being made.',
  params: Type.Object({ account: PathId, id: PathId }),
  response: Type.Object({
    id: Id,
    sha: Type.String(),
    project: Type.Object({ id: Id, name: Type.String() }),
    state: Type.Union([
      Type.Literal('open'),
      Type.Literal('pending'),
      Type.Literal('completed'),
      Type.Literal('failed'),
      Type.Literal('replaced'),
    ]),
    error: Text,
    link: Text,
    message: Text,
    createdAt: Time,
    completedAt: Type.Union([Time, Type.Null()]),
    reportUrl: Text,
    progress: Progress,
    requests: Type.Array(SnapRequestSummary),
  }),
});

export const getReport = operation({
  id: 'getReport',
  method: 'GET',
  path: '/api/a/:account/p/:project/reports/:sha',
  access: 'session',
  summary: 'A finished report, a page of its snapshots at a time.',
  params: Type.Object({ account: PathId, project: PathId, sha: Sha }),
  query: Type.Object({
    offset: Offset,
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }),
    filter: Type.Optional(RowFilter),
    origin: Type.Optional(Origin),
  }),
  response: Type.Object({
    sha: Type.String(),
    project: Type.Object({ id: Id, name: Type.String() }),
    link: Text,
    message: Text,
    completedAt: Time,
    /** Of the snapshots asked for. */
    total: Type.Integer(),
    /** Of all snapshots. */
    ...Origins.properties,
    browsers: Type.Array(CapturedWith),
    snapshots: Type.Array(Snapshot),
  }),
});

export const getSnapRequest = operation({
  id: 'getSnapRequest',
  method: 'GET',
  path: '/api/a/:account/snap-requests/:id',
  access: 'session',
  summary: 'One capture: its state, error and log.',
  params: Type.Object({ account: PathId, id: PathId }),
  response: Type.Intersect([
    SnapRequestSummary,
    Type.Object({
      browser: Text,
      createdAt: Time,
      finishedAt: Type.Union([Time, Type.Null()]),
      /** What it captured before and after the examples that failed, which is in no report. */
      kept: Type.Array(
        Type.Object({
          component: Type.String(),
          variant: Type.String(),
          target: Type.String(),
          image: Image,
        }),
      ),
      log: Type.Array(LogLine),
    }),
  ]),
});
