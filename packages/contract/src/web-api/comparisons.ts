import { Type } from 'typebox';
import { DeepCompare } from '../client-api/reports.ts';
import { Id, Offset, PathId, RowFilter, Sha, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { differenceClasses, Seen } from './differences.ts';
import { Counts, Progress, ReviewState } from './jobs.ts';
import { Policy } from './policies.ts';
import { Image, Origins, Timings } from './reports.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** Why this report is the baseline, or why there is none; shown as it is. */
export const BaselineReason = Type.Object({
  rule: Type.Union([
    Type.Literal('same-sha'),
    Type.Literal('fallback-sha'),
    Type.Literal('latest'),
    Type.Literal('none'),
  ]),
  sha: Text,
  explanation: Type.String(),
});

export const Review = Type.Object({
  decision: Type.Union([Type.Literal('accepted'), Type.Literal('rejected')]),
  by: Type.String(),
  at: Time,
  comment: Text,
});

/** With how many rules for single examples there were. */
const AppliedPolicy = Type.Object({
  deepCompare: Policy.properties.deepCompare,
  passes: Policy.properties.passes,
  rules: Type.Integer(),
});

export const Comparison = Type.Object({
  id: Id,
  project: Type.Object({ id: Id, name: Type.String() }),
  sha1: Type.String(),
  sha2: Type.String(),
  state: ReviewState,
  counts: Counts,
  link: Text,
  message: Text,
  author: Text,
  createdAt: Time,
  completedAt: Type.Union([Time, Type.Null()]),
  /** Null until it is known, which is when both reports are ready. */
  baseline: Type.Union([Type.Null(), BaselineReason]),
  /** The tolerance this run asked for; null where it leaves that to the project. */
  deepCompare: Type.Union([Type.Null(), DeepCompare]),
  /** What it was made with: that tolerance or else the project's, and what else passed; null until it is made. */
  policy: Type.Union([Type.Null(), AppliedPolicy]),
  /** Null once the report is complete. */
  progress: Type.Union([Type.Null(), Progress]),
  /** Of the later report; null until it is there. */
  origins: Type.Union([Type.Null(), Origins]),
  error: Text,
  review: Type.Union([Type.Null(), Review]),
  /** Every decision on this comparison ever taken, undone ones too, newest first. */
  history: Type.Array(
    Type.Intersect([
      Review,
      Type.Object({ undoneBy: Text, undoneAt: Type.Union([Time, Type.Null()]) }),
    ]),
  ),
  jobId: Type.Union([Id, Type.Null()]),
});

export const changeKinds = [
  'changed',
  'added',
  'deleted',
  'unstable',
  'tolerated',
  'unchanged',
  'ignored',
] as const;

/** What a snapshot looked like when it was captured again; null where that was the same, or never done. */
const Again = Type.Union([Type.Null(), Image]);

/** One row of a comparison. `before` is null for added, `after` for deleted; equal for unchanged. */
export const Change = Type.Object({
  component: Type.String(),
  variant: Type.String(),
  target: Type.String(),
  before: Type.Union([Type.Null(), Type.Object({ snapshotId: Id, image: Image, again: Again })]),
  after: Type.Union([
    Type.Null(),
    Type.Object({
      snapshotId: Id,
      image: Image,
      timings: Timings,
      snapRequestId: Type.Union([Id, Type.Null()]),
      copied: Type.Boolean(),
      carriedOverFrom: Text,
      again: Again,
    }),
  ]),
  /** What kind of difference there is between the two; null where there are no two. */
  difference: Type.Union([Type.Null(), Seen]),
  /** Why it passes, such as "within 0.002"; of tolerated ones only. */
  toleratedWhy: Text,
});

const ComparisonPath = Type.Object({ account: PathId, comparison: PathId });

export const getComparison = operation({
  id: 'getComparison',
  method: 'GET',
  path: '/api/a/:account/p/:project/comparisons/:sha1/:sha2',
  access: 'session',
  summary: 'What is compared, how it stands, and who decided.',
  params: Type.Object({ account: PathId, project: PathId, sha1: Sha, sha2: Sha }),
  response: Comparison,
});

export const listChanges = operation({
  id: 'listChanges',
  method: 'GET',
  path: '/api/a/:account/comparisons/:comparison/changes',
  access: 'session',
  summary: 'Rows of one kind, ordered by component, variant and target.',
  params: ComparisonPath,
  query: Type.Object({
    kind: Type.Enum(changeKinds),
    offset: Offset,
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }),
    filter: Type.Optional(RowFilter),
    /** Keeps pairs with this kind of difference. */
    class: Type.Optional(Type.Enum(differenceClasses)),
  }),
  response: Type.Object({ total: Type.Integer(), changes: Type.Array(Change) }),
});

export const decideComparison = operation({
  id: 'decideComparison',
  method: 'POST',
  path: '/api/a/:account/comparisons/:comparison/decision',
  access: 'session',
  summary: 'Accept or reject everything that changed. Replaces an earlier decision.',
  params: ComparisonPath,
  body: Type.Object({
    decision: Type.Union([Type.Literal('accepted'), Type.Literal('rejected')]),
    comment: Type.Optional(Type.String({ maxLength: 10_000 })),
  }),
  response: Comparison,
});

export const undoDecision = operation({
  id: 'undoDecision',
  method: 'DELETE',
  path: '/api/a/:account/comparisons/:comparison/decision',
  access: 'session',
  summary: 'Take the current decision back. 409 when there is none.',
  params: ComparisonPath,
  response: Comparison,
});

const SnapshotPair = Type.Object({ beforeSnapshotId: Id, afterSnapshotId: Id });

export const reportFlake = operation({
  id: 'reportFlake',
  method: 'POST',
  path: '/api/a/:account/comparisons/:comparison/flakes',
  access: 'session',
  summary:
    'Remember this pair of pictures as flaky: it is ignored here and wherever it appears again.',
  params: ComparisonPath,
  body: SnapshotPair,
  response: Comparison,
});

export const undoFlake = operation({
  id: 'undoFlake',
  method: 'DELETE',
  path: '/api/a/:account/comparisons/:comparison/flakes/:beforeSnapshotId/:afterSnapshotId',
  access: 'session',
  summary: 'Forget that this pair was flaky.',
  params: Type.Object({
    account: PathId,
    comparison: PathId,
    beforeSnapshotId: PathId,
    afterSnapshotId: PathId,
  }),
  response: Comparison,
});
