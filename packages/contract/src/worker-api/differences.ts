/** Pictures that would be reported as differences are captured twice (docs/decisions/0017-captured-twice.md). */
import { Type } from 'typebox';
import { Component, PixelHash, Variant } from '../fields.ts';
import { operation } from '../operation.ts';

export const findDifferences = operation({
  id: 'findDifferences',
  method: 'POST',
  path: '/api/worker/leases/:token/differences',
  access: 'worker',
  summary:
    'Which of these examples the account knows, but not with this picture: what would be reported as a difference, and is captured twice.',
  params: Type.Object({ token: Type.String({ pattern: '^[0-9a-f]{32}$' }) }),
  body: Type.Object({
    snapshots: Type.Array(
      Type.Object({ component: Component, variant: Variant, hash: PixelHash }),
      { maxItems: 100_000 },
    ),
  }),
  response: Type.Object({
    examples: Type.Array(Type.Object({ component: Component, variant: Variant })),
  }),
});
