/**
 * The capture cache: pictures are copied where nothing that went into them has changed
 * (docs/decisions/0011-capture-cache.md). Workers decide, the server remembers, per account.
 */
import { Type } from 'typebox';
import { Component, Id, Variant } from '../fields.ts';
import { operation } from '../operation.ts';
import { CapturedImage } from './leases.ts';

/** SHA-256 of bytes, 64 lower-case hex digits. */
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A file of a package as a page found it when it asked for it. */
export const AskedFile = Type.Object({
  path: Type.String({ minLength: 1, maxLength: 4000 }),
  /** Of its bytes; null where the package has no such file. */
  digest: Type.Union([Digest, Type.Null()]),
});

export const PassPicture = Type.Object({
  component: Component,
  variant: Variant,
  /** How many of the files of the pass the page had asked for by then. */
  files: Type.Integer({ minimum: 0, maximum: 50_000 }),
  /** Null where there is none to copy: the page skipped it, or it may look different every time. */
  image: Type.Union([CapturedImage, Type.Null()]),
  skipped: Type.Boolean(),
});

/** What one page showed from the moment it was opened, and what it asked for on the way. */
export const CapturePass = Type.Object({
  /** Of the document and everything beside it that is known before it is opened. */
  key: Digest,
  /** In the order in which they were first asked for. */
  files: Type.Array(AskedFile, { maxItems: 50_000 }),
  /** In the order in which they were shown. */
  pictures: Type.Array(PassPicture, { maxItems: 100_000 }),
  /** Whether the page had nothing more to show then. */
  complete: Type.Boolean(),
});

const LeaseToken = Type.Object({ token: Type.String({ pattern: '^[0-9a-f]{32}$' }) });

export const findPasses = operation({
  id: 'findPasses',
  method: 'POST',
  path: '/api/worker/leases/:token/passes/known',
  access: 'worker',
  summary:
    'What the account remembers under these keys, used last first, and the examples of this target whose pictures are not copied.',
  params: LeaseToken,
  body: Type.Object({ keys: Type.Array(Digest, { maxItems: 1000 }) }),
  response: Type.Object({
    passes: Type.Array(Type.Intersect([Type.Object({ id: Id }), CapturePass])),
    turnedOff: Type.Array(Type.Object({ component: Component, variant: Variant })),
  }),
});

export const recordPasses = operation({
  id: 'recordPasses',
  method: 'POST',
  path: '/api/worker/leases/:token/passes',
  access: 'worker',
  summary:
    'Remember passes, over those of equal key and files, and that others were used. All images must have been uploaded. For an hour after the result too.',
  params: LeaseToken,
  body: Type.Object({
    used: Type.Array(Id, { maxItems: 100_000 }),
    passes: Type.Array(CapturePass, { maxItems: 1000 }),
  }),
});

export const reportAudit = operation({
  id: 'reportAudit',
  method: 'POST',
  path: '/api/worker/leases/:token/audit',
  access: 'worker',
  summary:
    'What copied pictures look like when they are rendered again. An example whose picture differs from the one in the result is copied no more. For an hour after the result.',
  params: LeaseToken,
  body: Type.Object({
    pictures: Type.Array(
      Type.Object({
        component: Component,
        variant: Variant,
        /** Null when the page did not show it again. */
        image: Type.Union([CapturedImage, Type.Null()]),
      }),
      { maxItems: 100_000 },
    ),
  }),
});
