import { type Static, Type } from 'typebox';
import { DeepCompare } from '../client-api/reports.ts';
import { Component, Id, Offset, PathId, Sha, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { ComparedBrowsers } from './captured-with.ts';
import { changeFilters, changeKinds } from './change-filters.ts';
import { Seen } from './differences.ts';
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

/** A commit that was tried for the baseline, and why it is the one, or is not. */
export const BaselineCandidate = Type.Object({
  sha: Type.String(),
  outcome: Type.Enum([
    'chosen',
    'waiting',
    'itself',
    'no-report',
    'failed',
    'other-pull-request',
    'not-accepted',
  ]),
  why: Type.String(),
});

const Count = Type.Integer({ minimum: 0 });

const decisions = ['accepted', 'rejected'] as const;

/** What of a comparison one act of deciding was about. */
const KeptScope = Type.Union([
  Type.Object({ kind: Type.Enum(['everything', 'undecided', 'snapshots']) }),
  Type.Object({ kind: Type.Literal('component'), component: Type.String() }),
  Type.Object({ kind: Type.Literal('change'), change: Type.String() }),
]);

/** One act of deciding, on one pair of pictures or many. */
export const Review = Type.Object({
  id: Id,
  decision: Type.Enum(decisions),
  by: Type.String(),
  at: Time,
  comment: Text,
  scope: KeptScope,
  /** How many pairs of pictures it was about. */
  pairs: Type.Integer({ minimum: 0 }),
});

/** With how many rules for single examples there were. */
const AppliedPolicy = Type.Object({
  deepCompare: Policy.properties.deepCompare,
  passes: Policy.properties.passes,
  rules: Type.Integer(),
});

/** The baseline in the browsers of the later report. */
const Rerendering = Type.Object({
  /** Who asked for it; null where the baseline is shown as it was captured. */
  by: Text,
  /** Captures it takes; none before it is asked for. */
  total: Count,
  /** Of those, over. */
  done: Count,
  failed: Count,
  /** Why the first of those that failed did. */
  problem: Text,
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
  /** Every commit that was tried for it, in order; null where that was not kept, or not looked for yet. */
  baselineTrail: Type.Union([Type.Null(), Type.Array(BaselineCandidate)]),
  /** The tolerance this run asked for; null where it leaves that to the project. */
  deepCompare: Type.Union([Type.Null(), DeepCompare]),
  /** What it was made with: that tolerance or else the project's, and what else passed; null until it is made. */
  policy: Type.Union([Type.Null(), AppliedPolicy]),
  /** Null once the report is complete. */
  progress: Type.Union([Type.Null(), Progress]),
  /** Of the later report; null until it is there. */
  origins: Type.Union([Type.Null(), Origins]),
  /** By target of the later report; none until it is made. */
  browsers: Type.Array(ComparedBrowsers),
  /** Null where both were captured with the same browsers, and while nothing is made. */
  rerendering: Type.Union([Type.Null(), Rerendering]),
  error: Text,
  /** Of what needs a decision (changed, added and deleted). */
  decided: Type.Object({
    accepted: Type.Integer({ minimum: 0 }),
    rejected: Type.Integer({ minimum: 0 }),
    /** Those of the accepted that were accepted elsewhere in the project, and not here. */
    remembered: Type.Integer({ minimum: 0 }),
  }),
  /** The act that made it accepted or rejected; null while decisions are missing, or none was needed here. */
  review: Type.Union([Type.Null(), Review]),
  /** Every decision on this comparison ever taken, undone ones too, newest first. */
  history: Type.Array(
    Type.Intersect([
      Review,
      Type.Object({ undoneBy: Text, undoneAt: Type.Union([Time, Type.Null()]) }),
    ]),
  ),
  jobId: Type.Union([Id, Type.Null()]),
  /** Who chose the two reports; null when a build machine asked for it. */
  chosenBy: Text,
});

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
  /** Name of what changed, the same for the same change in other snapshots; null where it has none. */
  change: Text,
  /** How many rows of the list are in the same group. */
  groupSize: Type.Integer({ minimum: 1 }),
  /** What people say to each other about it. */
  threads: Type.Object({
    open: Type.Integer({ minimum: 0 }),
    resolved: Type.Integer({ minimum: 0 }),
  }),
  /** What was decided on it last; null where nothing was. */
  decision: Type.Union([
    Type.Null(),
    Type.Object({
      decision: Type.Enum([...decisions, 'flaky']),
      by: Type.String(),
      at: Time,
      comment: Text,
      /** False while it takes more people to accept it. */
      settled: Type.Boolean(),
      /** The comparison in which it was accepted, where that is another one. */
      elsewhere: Type.Union([
        Type.Null(),
        Type.Object({ sha1: Type.String(), sha2: Type.String() }),
      ]),
    }),
  ]),
});

/** By what the rows of a list are put together; rows of a group follow each other. */
export const changeGroups = ['component', 'target', 'change'] as const;

/** In which order: by name, or what changed most first. */
export const changeOrders = ['name', 'severity'] as const;

/** What somebody decides on. */
export const ReviewScope = Type.Union([
  Type.Object({ kind: Type.Literal('everything') }),
  /** What nobody has decided on yet. */
  Type.Object({ kind: Type.Literal('undecided') }),
  Type.Object({ kind: Type.Literal('component'), component: Component }),
  /** One change, in every snapshot that has it. */
  Type.Object({
    kind: Type.Literal('change'),
    change: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  Type.Object({
    kind: Type.Literal('snapshots'),
    /** Later snapshots; earlier ones of what was deleted. */
    ids: Type.Array(Id, { minItems: 1, maxItems: 10_000 }),
  }),
]);
export type ReviewScope = Static<typeof ReviewScope>;

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
  summary: 'Rows of one kind, group by group, by component, variant and target.',
  params: ComparisonPath,
  query: Type.Object({
    kind: Type.Enum(changeKinds),
    offset: Offset,
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }),
    ...changeFilters.properties,
    groupBy: Type.Enum(changeGroups, { default: 'component' }),
    order: Type.Enum(changeOrders, { default: 'name' }),
  }),
  response: Type.Object({ total: Type.Integer(), changes: Type.Array(Change) }),
});

export const decideComparison = operation({
  id: 'decideComparison',
  method: 'POST',
  path: '/api/a/:account/comparisons/:comparison/decision',
  access: 'session',
  summary:
    'Accept or reject some of what changed, or all. The state follows once everything is decided on; the newest decision on a pair counts.',
  params: ComparisonPath,
  body: Type.Object({
    decision: Type.Enum(decisions),
    comment: Type.Optional(Type.String({ maxLength: 10_000 })),
    /** All of it, where nothing is said. */
    scope: Type.Optional(ReviewScope),
  }),
  response: Comparison,
});

export const rerenderBaseline = operation({
  id: 'rerenderBaseline',
  method: 'PUT',
  path: '/api/a/:account/comparisons/:comparison/rerendering',
  access: 'session',
  summary:
    'Capture the baseline again, from what was captured then, with the browsers of the later report, and compare with that: what differs then comes from the commit. 409 where both have the same browsers, or no worker has one of them.',
  params: ComparisonPath,
  response: Comparison,
});

export const undoRerendering = operation({
  id: 'undoRerendering',
  method: 'DELETE',
  path: '/api/a/:account/comparisons/:comparison/rerendering',
  access: 'session',
  summary: 'Compare with the pictures of then again. 409 where that is so.',
  params: ComparisonPath,
  response: Comparison,
});

export const undoDecision = operation({
  id: 'undoDecision',
  method: 'DELETE',
  path: '/api/a/:account/comparisons/:comparison/decision',
  access: 'session',
  summary: 'Take the newest decision back. 409 when there is none.',
  params: ComparisonPath,
  response: Comparison,
});

export const undoReview = operation({
  id: 'undoReview',
  method: 'DELETE',
  path: '/api/a/:account/comparisons/:comparison/reviews/:review',
  access: 'session',
  summary: 'Take one decision back, whoever took it. 409 when it was taken back before.',
  params: Type.Object({ account: PathId, comparison: PathId, review: PathId }),
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
