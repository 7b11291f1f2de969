import { Type } from 'typebox';
import { Id, PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { Image } from './reports.ts';

/** What clients call a snapshot. Whatever else stands there is an id nobody was given: 404. */
const PublicSnapshotId = Type.String({ minLength: 1, maxLength: 200 });

const PairedSnapshot = Type.Object({
  snapshotId: Id,
  component: Type.String(),
  variant: Type.String(),
  target: Type.String(),
  image: Image,
});

export const getSnapshotPair = operation({
  id: 'getSnapshotPair',
  method: 'GET',
  path: '/api/a/:account/p/:project/snapshots/:id1/compare/:id2',
  access: 'session',
  summary: 'Two snapshots of a project, and the comparisons in which one became the other.',
  params: Type.Object({
    account: PathId,
    project: PathId,
    id1: PublicSnapshotId,
    id2: PublicSnapshotId,
  }),
  response: Type.Object({
    project: Type.Object({ id: Id, name: Type.String() }),
    /** The one named first. Both may be of different examples, or the same. */
    before: PairedSnapshot,
    after: PairedSnapshot,
    /** Null unless this pair, in this order, is ignored as flaky. */
    flake: Type.Union([Type.Null(), Type.Object({ by: Type.String(), at: Time })]),
    /** At most 20, newest first, of the 500 newest comparisons of the project. */
    comparisons: Type.Array(
      Type.Object({
        id: Id,
        sha1: Type.String(),
        sha2: Type.String(),
        state: Type.Enum(['success', 'needs-review', 'failure']),
        decision: Type.Union([Type.Null(), Type.Literal('accepted'), Type.Literal('rejected')]),
        message: Type.Union([Type.String(), Type.Null()]),
        createdAt: Time,
      }),
    ),
  }),
});
