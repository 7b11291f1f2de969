/** The comparisons a commit is in. */
import { Type } from 'typebox';
import type { ViolationCounts } from '../accessibility/result.ts';
import { Id, PathId, Sha, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { Comparison } from './comparisons.ts';
import { Counts, ReviewState } from './jobs.ts';

/** More or fewer elements that break rules than before, by how much that hinders people. */
const change = Type.Integer();
const ViolationsDelta = Type.Object({
  critical: change,
  serious: change,
  moderate: change,
  minor: change,
} satisfies Record<keyof typeof ViolationCounts.properties, typeof change>);

export const listComparisons = operation({
  id: 'listComparisons',
  method: 'GET',
  path: '/api/a/:account/comparisons',
  access: 'session',
  summary:
    'The comparisons with a commit on either side, newest first, in all projects; at most 100.',
  params: Type.Object({ account: PathId }),
  query: Type.Object({ sha: Sha }),
  response: Type.Object({
    comparisons: Type.Array(
      Type.Object({
        id: Id,
        project: Comparison.properties.project,
        sha1: Type.String(),
        sha2: Type.String(),
        state: ReviewState,
        counts: Counts,
        decided: Comparison.properties.decided,
        message: Comparison.properties.message,
        url: Type.String(),
        createdAt: Time,
        /** Null unless both reports have an accessibility target. */
        axeViolationsDelta: Type.Union([Type.Null(), ViolationsDelta]),
      }),
    ),
  }),
});
