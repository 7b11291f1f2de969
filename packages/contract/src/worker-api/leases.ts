import { Type } from 'typebox';
import {
  Area,
  Component,
  Id,
  Milliseconds,
  PixelHash,
  Pixels,
  StripDigest,
  TargetName,
  Variant,
} from '../fields.ts';
import { operation } from '../operation.ts';
import { BrowserName } from '../payload/payload.ts';
import { targetTypes } from '../target-types.ts';

const TargetTypeField = Type.Enum(targetTypes);

/** The fencing token of one attempt at one snap-request; worthless once the lease is lost. */
const LeaseToken = Type.Object({ token: Type.String({ pattern: '^[0-9a-f]{32}$' }) });

export const Lease = Type.Object({
  token: Type.String(),
  snapRequestId: Id,
  /** 1 for the first attempt. */
  attempt: Type.Integer({ minimum: 1 }),
  type: TargetTypeField,
  targetName: TargetName,
  /** The browser that is asked for by name; absent: what comes with the type. */
  browserName: Type.Optional(BrowserName),
  /** Without a heartbeat for this long, the lease is given to another worker. */
  expiresInMs: Milliseconds,
  /** Bytes of the package to fetch; null when the payload names none. */
  packageBytes: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  /** Equal names are equal packages, of whatever lease; null when the payload names none. */
  packageName: Type.Union([Type.String(), Type.Null()]),
  /** The trace the capture is a part of, as a W3C `traceparent`; null where nobody traces. */
  trace: Type.Union([Type.String(), Type.Null()]),
});

export const takeLease = operation({
  id: 'takeLease',
  method: 'POST',
  path: '/api/worker/leases',
  access: 'worker',
  summary: 'Wait for a capture to do, up to waitMs. 204 when none came.',
  body: Type.Object({
    worker: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 200 }),
      browser: Type.String({ minLength: 1, maxLength: 200 }),
    }),
    /** That it captures with what comes with the type. */
    types: Type.Array(TargetTypeField),
    /** That it captures with a browser that is asked for by name. */
    named: Type.Optional(
      Type.Array(Type.Object({ type: TargetTypeField, name: BrowserName }), { maxItems: 200 }),
    ),
    waitMs: Type.Integer({ minimum: 0, maximum: 30_000, default: 20_000 }),
  }),
  response: Lease,
});

export const getLeasePayload = operation({
  id: 'getLeasePayload',
  method: 'GET',
  path: '/api/worker/leases/:token/payload',
  access: 'worker',
  summary: 'The payload, exactly as the client sent it (JSON text).',
  params: LeaseToken,
  responseType: 'application/json',
});

export const getLeasePackage = operation({
  id: 'getLeasePackage',
  method: 'GET',
  path: '/api/worker/leases/:token/package',
  access: 'worker',
  summary:
    'The bytes of the package the payload names. 404 when it names none, or one never uploaded.',
  params: LeaseToken,
  responseType: 'application/octet-stream',
});

export const heartbeat = operation({
  id: 'heartbeat',
  method: 'POST',
  path: '/api/worker/leases/:token/heartbeat',
  access: 'worker',
  summary:
    'Keep the lease and say how far the capture is. 409 lease_lost: stop, somebody else has it.',
  params: LeaseToken,
  body: Type.Object({ captured: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }),
  response: Type.Object({ expiresInMs: Milliseconds }),
});

export const findMissingImages = operation({
  id: 'findMissingImages',
  method: 'POST',
  path: '/api/worker/leases/:token/images/missing',
  access: 'worker',
  summary:
    'Which of these images and accessibility results the account does not have yet, and which of these strips. For an hour after the result too.',
  params: LeaseToken,
  body: Type.Object({
    hashes: Type.Array(PixelHash, { maxItems: 1000 }),
    strips: Type.Optional(Type.Array(StripDigest, { maxItems: 100_000 })),
  }),
  response: Type.Object({
    missing: Type.Array(PixelHash),
    missingStrips: Type.Array(StripDigest),
  }),
});

export const uploadImages = operation({
  id: 'uploadImages',
  method: 'PUT',
  path: '/api/worker/leases/:token/images',
  access: 'worker',
  summary:
    'Store images, each under the hash of its pixels: one after the other, each behind a line of its hash, a space and its length in bytes. A still is a line of JSON that lists its strips, and blocks of those that the account did not have; an animation is a PNG. Repeatable. For an hour after the result too.',
  params: LeaseToken,
  bodyType: 'application/octet-stream',
});

export const LogLine = Type.Object({
  /** Milliseconds since the capture began. */
  atMs: Milliseconds,
  level: Type.Union([Type.Literal('info'), Type.Literal('warn'), Type.Literal('error')]),
  text: Type.String({ maxLength: 4000 }),
  /** What of the page it is from: what it wrote, or a request of it that failed. Absent: the worker. */
  from: Type.Optional(Type.Union([Type.Literal('console'), Type.Literal('request')])),
});

const Size = Type.Union([Pixels, Type.Null()]);

/** A picture; or an accessibility result, which has no size. */
export const CapturedImage = Type.Object({
  hash: PixelHash,
  width: Size,
  height: Size,
  /** Of a picture of many frames only: how many, and how long all of them are shown, once. */
  frameCount: Type.Optional(Type.Integer({ minimum: 1 })),
  durationMs: Type.Optional(Milliseconds),
  /** What does not count of a picture: its hash is over the rest. */
  ignored: Type.Optional(Type.Array(Area, { maxItems: 1000 })),
});

export const CapturedSnapshot = Type.Object({
  component: Component,
  variant: Variant,
  image: CapturedImage,
  /** What it looked like when it was captured again, where that is something else. */
  again: Type.Optional(CapturedImage),
  renderMs: Milliseconds,
  waitMs: Milliseconds,
  screenshotMs: Milliseconds,
  /** The picture was copied from an earlier capture; its timings are 0. */
  copied: Type.Optional(Type.Boolean()),
});

/** An example the page said it skipped (`skipped: true`): carried over from the baseline. */
export const SkippedByPage = Type.Object({ component: Component, variant: Variant });

/** An example that could not be captured, or, without a name, why others were not. */
export const FailedExample = Type.Object({
  component: Type.Optional(Component),
  variant: Type.Optional(Variant),
  /** A sentence that names the example and says what happened. */
  message: Type.String({ minLength: 1, maxLength: 10_000 }),
});

export const finishLease = operation({
  id: 'finishLease',
  method: 'POST',
  path: '/api/worker/leases/:token/result',
  access: 'worker',
  summary:
    'Every snapshot of the request; all images must have been uploaded. With failed examples the request fails, and keeps what was captured. Accepted once, and only with the current token.',
  params: LeaseToken,
  body: Type.Object({
    browser: Type.String({ maxLength: 200 }),
    snapshots: Type.Array(CapturedSnapshot, { maxItems: 100_000 }),
    skipped: Type.Array(SkippedByPage, { maxItems: 100_000 }),
    failed: Type.Optional(Type.Array(FailedExample, { maxItems: 1000 })),
    log: Type.Array(LogLine, { maxItems: 2000 }),
  }),
});

export const failLease = operation({
  id: 'failLease',
  method: 'POST',
  path: '/api/worker/leases/:token/failure',
  access: 'worker',
  summary:
    'The capture failed. A retryable failure (crash, lost connection) is tried again, at most three times in all; any other ends the request.',
  params: LeaseToken,
  body: Type.Object({
    message: Type.String({ minLength: 1, maxLength: 10_000 }),
    retryable: Type.Boolean(),
    log: Type.Array(LogLine, { maxItems: 2000 }),
  }),
});
