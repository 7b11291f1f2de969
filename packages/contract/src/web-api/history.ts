/** What an example and a component of a project have looked like, from the newest picture back. */
import { Type } from 'typebox';
import { Component, Id, Offset, PathId, RowFilter, TargetName, Time, Variant } from '../fields.ts';
import { operation } from '../operation.ts';
import { Image } from './reports.ts';

const Project = Type.Object({ id: Id, name: Type.String() });
const ProjectPath = Type.Object({ account: PathId, project: PathId });
const MaybeTime = Type.Union([Time, Type.Null()]);
const Text = Type.Union([Type.String(), Type.Null()]);

/** What somebody said of a picture that took the place of another one, and has not taken back. */
const PictureDecision = Type.Object({
  kind: Type.Enum(['accepted', 'rejected', 'flaky']),
  by: Type.String(),
  at: Time,
  /** The commits of the comparison it was said in. */
  comparison: Type.Union([Type.Null(), Type.Object({ sha1: Type.String(), sha2: Type.String() })]),
});

const Seen = Type.Object({
  snapshotId: Id,
  /** Of the snapshot, as clients are given it; two of them name a pair. */
  publicId: Type.String(),
  image: Image,
  /** The commit in whose report this picture was new; null where that was before it was kept. */
  firstSha: Text,
  firstSeenAt: MaybeTime,
  /** Whether the latest report that stands has this picture. */
  current: Type.Boolean(),
  /** Whether it looked different when it was captured again. */
  unstable: Type.Boolean(),
  decisions: Type.Array(PictureDecision),
});

export const getSnapshotHistory = operation({
  id: 'getSnapshotHistory',
  method: 'GET',
  path: '/api/a/:account/p/:project/history',
  access: 'session',
  summary: 'Every picture an example of a project has had, the last to appear first.',
  params: ProjectPath,
  query: Type.Object({
    component: Component,
    variant: Variant,
    target: TargetName,
    offset: Offset,
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  }),
  response: Type.Object({
    project: Project,
    total: Type.Integer(),
    pictures: Type.Array(Seen),
  }),
});

/** The report that stands: the latest one that passed, was accepted or is of a default branch. */
const LatestReport = Type.Union([
  Type.Null(),
  Type.Object({ sha: Type.String(), completedAt: Time }),
]);

export const getComponent = operation({
  id: 'getComponent',
  method: 'GET',
  path: '/api/a/:account/p/:project/component',
  access: 'session',
  summary:
    'All variants and targets of a component, with their newest pictures and what befell them.',
  params: ProjectPath,
  query: Type.Object({
    component: Component,
    offset: Offset,
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }),
  }),
  response: Type.Object({
    project: Project,
    latest: LatestReport,
    total: Type.Integer(),
    examples: Type.Array(
      Type.Object({
        variant: Type.String(),
        target: Type.String(),
        snapshotId: Id,
        /** That of the latest report; for an example it does not have, the last to appear. */
        image: Image,
        current: Type.Boolean(),
        firstSeenAt: MaybeTime,
        /** Different pictures it has had. */
        pictures: Type.Integer(),
        /** Pairs of them reported as flaky, and not taken back. */
        flakes: Type.Integer(),
        unstable: Type.Boolean(),
      }),
    ),
    /** What was said of the component when captures of the project failed; newest first, the last 20. */
    failures: Type.Array(
      Type.Object({ snapRequestId: Id, target: Type.String(), at: Time, message: Type.String() }),
    ),
  }),
});

export const listComponents = operation({
  id: 'listComponents',
  method: 'GET',
  path: '/api/a/:account/p/:project/components',
  access: 'session',
  summary: 'The components of the latest report that stands, by name.',
  params: ProjectPath,
  query: Type.Object({
    offset: Offset,
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
    filter: Type.Optional(RowFilter),
  }),
  response: Type.Object({
    project: Project,
    latest: LatestReport,
    total: Type.Integer(),
    components: Type.Array(Type.Object({ component: Type.String(), examples: Type.Integer() })),
  }),
});
