/** Who looks at a comparison, so that people can split a review. */
import { Type } from 'typebox';
import { Id, PathId } from '../fields.ts';
import { operation } from '../operation.ts';

export const Onlooker = Type.Object({
  /** Id of the person. */
  id: Type.String(),
  name: Type.String(),
  /** Which row they look at: its later snapshot, or the earlier one of what was deleted. */
  looksAt: Type.Union([
    Type.Null(),
    Type.Object({
      snapshotId: Id,
      component: Type.String(),
      variant: Type.String(),
      target: Type.String(),
    }),
  ]),
});

export const tellPresence = operation({
  id: 'tellPresence',
  method: 'PUT',
  path: '/api/a/:account/comparisons/:comparison/presence',
  access: 'session',
  summary:
    'Say that one looks at a comparison, and at which row, and learn who else does. Holds for 15 seconds; to be said again every few.',
  params: Type.Object({ account: PathId, comparison: PathId }),
  body: Type.Object({ snapshot: Type.Union([Type.Null(), Id]) }),
  response: Type.Object({ others: Type.Array(Onlooker) }),
});
