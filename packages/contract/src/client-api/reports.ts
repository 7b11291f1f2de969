import { type Static, Type } from 'typebox';
import { Component, Id, Link, Message, ProjectName, Sha, TargetName, Variant } from '../fields.ts';
import { operation } from '../operation.ts';
import { ClientSnapshot } from './snapshots.ts';

export const createAsyncReport = operation({
  id: 'createAsyncReport',
  method: 'POST',
  path: '/api/async-reports/:sha',
  access: 'client',
  summary: 'Say which snap-requests make up the report of a commit.',
  params: Type.Object({ sha: Sha }),
  body: Type.Object({
    requestIds: Type.Array(Id, { maxItems: 100_000 }),
    project: Type.Optional(ProjectName),
    link: Type.Optional(Link),
    message: Type.Optional(Message),
    nonce: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  }),
  response: Type.Object({ id: Id, url: Type.String() }),
});

/** An example the client left out on purpose; carried over from the baseline. */
export const SkippedExample = Type.Object({
  component: Component,
  variant: Type.Optional(Variant),
  target: Type.Optional(TargetName),
});

const SkippedExamples = Type.Array(SkippedExample, { maxItems: 100_000 });

export const finalizeAsyncReport = operation({
  id: 'finalizeAsyncReport',
  method: 'POST',
  path: '/api/async-reports/:sha/finalize',
  access: 'client',
  summary: 'No more snap-requests will be added under this nonce. Repeatable.',
  params: Type.Object({ sha: Sha }),
  body: Type.Object({
    project: Type.Optional(ProjectName),
    nonce: Type.String({ minLength: 1, maxLength: 500 }),
    skip: Type.Optional(SkippedExamples),
    skippedExamples: Type.Optional(SkippedExamples),
  }),
  response: Type.Object({ id: Id, url: Type.String() }),
});

export const findBaseline = operation({
  id: 'findBaseline',
  method: 'POST',
  path: '/api/reports/:sha/find-baseline',
  access: 'client',
  summary:
    'The first of the given commits that has a report, finished or on its way. 404 when none has.',
  params: Type.Object({ sha: Sha }),
  body: Type.Object({
    project: Type.Optional(ProjectName),
    shas: Type.Array(Sha, { maxItems: 1000 }),
  }),
  response: Type.Object({ sha: Sha }),
});

/** How equal pictures have to be to count as the same. */
export const DeepCompare = Type.Object({
  compareThreshold: Type.Number({ minimum: 0, maximum: 1 }),
  /** `color-delta` when it is left out. */
  diffAlgorithm: Type.Optional(Type.Union([Type.Literal('color-delta'), Type.Literal('ssim')])),
  ignoreThreshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  ignoreWhitespace: Type.Optional(Type.Boolean()),
  applyBlur: Type.Optional(Type.Boolean()),
});
export type DeepCompare = Static<typeof DeepCompare>;

const Snapshots = Type.Array(ClientSnapshot);

/** All of a comparison that has been made. */
export const ComparisonResult = Type.Object({
  /** Pairs: before and after. */
  diffs: Type.Array(Snapshots),
  /** Reported as flaky, or unstable: they do not count as differences. */
  ignoredDiffs: Type.Array(Snapshots),
  added: Snapshots,
  deleted: Snapshots,
  /** Those that differ and are tolerated, too. */
  unchanged: Snapshots,
  /** 32 hex digits; equal for equal differences. */
  hash: Type.String(),
  summary: Type.String(),
  statusImageUrl: Type.String(),
  compareUrl: Type.String(),
  /** Whether nothing differs but what is ignored, unstable or tolerated. */
  equal: Type.Boolean(),
  /** `success` also for differences that have been accepted. */
  status: Type.Union([Type.Literal('success'), Type.Literal('failure')]),
});
export type ComparisonResult = Static<typeof ComparisonResult>;

export const compareReports = operation({
  id: 'compareReports',
  method: 'POST',
  path: '/api/reports/:sha1/compare/:sha2',
  access: 'client',
  summary:
    'Compare two reports as soon as both are ready. Repeating it answers the same comparison.',
  params: Type.Object({ sha1: Sha, sha2: Sha }),
  body: Type.Object({
    project: Type.Optional(ProjectName),
    link: Type.Optional(Link),
    message: Type.Optional(Message),
    author: Type.Optional(Type.String({ maxLength: 1000 })),
    isAsync: Type.Optional(Type.Union([Type.Boolean(), Type.String()])),
    notify: Type.Optional(Type.String({ maxLength: 10_000 })),
    fallbackShas: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 1000 })),
    deepCompare: Type.Optional(DeepCompare),
    skipStatusPost: Type.Optional(Type.Boolean()),
  }),
  response: Type.Union([
    /** With `isAsync`: it is made as soon as both reports are ready. */
    Type.Object({ id: Id, statusImageUrl: Type.String(), compareUrl: Type.String() }),
    ComparisonResult,
  ]),
});
