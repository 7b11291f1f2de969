import { Type } from 'typebox';
import { Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** How far the captures behind a report are. Examples are known only while they come in. */
export const Progress = Type.Object({
  requestsDone: Type.Integer(),
  requestsTotal: Type.Integer(),
  examplesCaptured: Type.Integer(),
});
export const Counts = Type.Object({
  /** Without those that are ignored, unstable or tolerated. */
  changed: Type.Integer(),
  added: Type.Integer(),
  deleted: Type.Integer(),
  unchanged: Type.Integer(),
  /** Reported as flaky. */
  ignored: Type.Integer(),
  /** Differ only where the later snapshot differs from itself when it is captured twice. */
  unstable: Type.Integer(),
  /** Pass by the policy of the project or the tolerance of the run. */
  tolerated: Type.Integer(),
});

/**
 * State of a comparison, and of a job as a whole:
 *  - `pending`: reports are not ready;
 *  - `success`: nothing changed, or a person accepted it;
 *  - `needs-review`: changes nobody has decided on (posted as failure to clients);
 *  - `failure`: rejected, cancelled with failure, or a capture failed;
 *  - `expired`: no comparison was asked for in time.
 */
export const ReviewState = Type.Union([
  Type.Literal('pending'),
  Type.Literal('success'),
  Type.Literal('needs-review'),
  Type.Literal('failure'),
  Type.Literal('expired'),
]);

export const JobProject = Type.Object({
  project: Type.Object({ id: Id, name: Type.String() }),
  state: ReviewState,
  /** First line of a cancellation, or why a capture failed or is not taken by any worker. */
  message: Text,
  comparison: Type.Union([
    Type.Null(),
    Type.Object({ id: Id, url: Type.String(), counts: Counts }),
  ]),
  asyncReport: Type.Union([
    Type.Null(),
    Type.Object({ id: Id, url: Type.String(), progress: Progress }),
  ]),
});

export const Job = Type.Object({
  id: Id,
  sha1: Type.String(),
  sha2: Type.String(),
  /** Pending until every project has ended; then the gravest of their states. */
  state: ReviewState,
  /** Whether its projects were announced together: the state is then told outside as one. */
  orchestrated: Type.Boolean(),
  link: Text,
  /** What the forge said of the pull request the link leads to; absent where it said nothing. */
  pullRequest: Type.Optional(
    Type.Object({
      number: Type.Integer(),
      open: Type.Boolean(),
      /** The branch it is to be merged into. */
      base: Type.String(),
    }),
  ),
  message: Text,
  author: Text,
  createdAt: Time,
  updatedAt: Time,
  projects: Type.Array(JobProject),
});

export const listJobs = operation({
  id: 'listJobs',
  method: 'GET',
  path: '/api/a/:account/jobs',
  access: 'session',
  summary: 'Jobs of an account, newest first; `before` is the id the previous page ended with.',
  params: Type.Object({ account: PathId }),
  query: Type.Object({
    before: Type.Optional(PathId),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  }),
  response: Type.Object({ jobs: Type.Array(Job), more: Type.Boolean() }),
});

export const getJob = operation({
  id: 'getJob',
  method: 'GET',
  path: '/api/a/:account/jobs/:job',
  access: 'session',
  summary: 'One job with the state of each of its projects.',
  params: Type.Object({ account: PathId, job: PathId }),
  response: Job,
});
