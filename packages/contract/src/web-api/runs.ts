/** The reports of a project over time, and comparisons of any two of them. */
import { Type } from 'typebox';
import { ViolationCounts } from '../accessibility/result.ts';
import { Id, Offset, PathId, Sha, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { Comparison, Review } from './comparisons.ts';
import { Counts } from './jobs.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

export const listRuns = operation({
  id: 'listRuns',
  method: 'GET',
  path: '/api/a/:account/p/:project/runs',
  access: 'session',
  summary: 'The reports of a project, newest first, each with what charts show of it.',
  params: Type.Object({ account: PathId, project: PathId }),
  query: Type.Object({
    offset: Offset,
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  }),
  response: Type.Object({
    project: Type.Object({ id: Id, name: Type.String() }),
    runs: Type.Array(
      Type.Object({
        sha: Type.String(),
        message: Text,
        link: Text,
        completedAt: Time,
        snapshots: Type.Integer(),
        rendered: Type.Integer(),
        copied: Type.Integer(),
        /** Milliseconds that pages took to render, all together. */
        renderMs: Type.Integer(),
        /** Elements that break rules; null without an accessibility target. */
        violations: Type.Union([Type.Null(), ViolationCounts]),
        /** The newest a build machine asked for, once it is made. */
        comparison: Type.Union([
          Type.Null(),
          Type.Object({
            sha1: Type.String(),
            sha2: Type.String(),
            state: Type.Enum(['success', 'needs-review', 'failure']),
            decision: Type.Union([Type.Null(), Review.properties.decision]),
            counts: Counts,
          }),
        ]),
      }),
    ),
    more: Type.Boolean(),
  }),
});

export const compareChosen = operation({
  id: 'compareChosen',
  method: 'POST',
  path: '/api/a/:account/p/:project/comparisons/:sha1/:sha2',
  access: 'session',
  summary:
    'Compare two reports of a project, by the same rules as any comparison. No job, badge or build hears of it. One that is there already is answered.',
  params: Type.Object({ account: PathId, project: PathId, sha1: Sha, sha2: Sha }),
  response: Comparison,
});
