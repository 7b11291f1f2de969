/** What came of a commit, for a build that waits for it. */
import { type Static, Type } from 'typebox';
import { Component, Id, Sha, TargetName, Variant } from '../fields.ts';
import { operation } from '../operation.ts';
import { Counts, Progress, ReviewState } from '../web-api/jobs.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** One row of a comparison, by name. */
export const NamedChange = Type.Object({
  kind: Type.Enum(['changed', 'added', 'deleted']),
  component: Component,
  variant: Variant,
  target: TargetName,
});
export type NamedChange = Static<typeof NamedChange>;

/** How many changes of a project are named at most. */
export const mostNamedChanges = 100;

export const ProjectVerdict = Type.Object({
  project: Type.String(),
  /** Null where nothing of this commit has been announced in it. */
  job: Type.Union([Type.Null(), Type.Object({ id: Id, url: Type.String(), sha1: Type.String() })]),
  state: ReviewState,
  /** Why it failed, or why nothing goes on; null where there is nothing to say. */
  message: Text,
  comparison: Type.Union([
    Type.Null(),
    Type.Object({
      url: Type.String(),
      counts: Counts,
      accepted: Type.Integer(),
      rejected: Type.Integer(),
      /** The first of them, by name. */
      changes: Type.Array(NamedChange, { maxItems: mostNamedChanges }),
    }),
  ]),
  progress: Type.Union([Progress, Type.Null()]),
});
export type ProjectVerdict = Static<typeof ProjectVerdict>;

export const Verdict = Type.Object({
  sha: Type.String(),
  /** Pending until every project has ended; then the gravest of their states. */
  state: ReviewState,
  /** In words, as a commit is told. */
  description: Type.String(),
  projects: Type.Array(ProjectVerdict),
});
export type Verdict = Static<typeof Verdict>;

export const getVerdict = operation({
  id: 'getVerdict',
  method: 'GET',
  path: '/api/commits/:sha2/verdict',
  access: 'client',
  summary:
    'What came of a commit: the newest job of each project, or of those named. Pending while nothing is known of it.',
  params: Type.Object({ sha2: Sha }),
  query: Type.Object({
    /** What it is compared with; any commit where left out. */
    sha1: Type.Optional(Sha),
    /** Names, separated by commas. */
    projects: Type.Optional(Type.String({ minLength: 1, maxLength: 10_000 })),
  }),
  response: Verdict,
});
