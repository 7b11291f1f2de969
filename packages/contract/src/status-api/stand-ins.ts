import { Type } from 'typebox';
import { Time } from '../fields.ts';
import { operation } from '../operation.ts';
import { outagePolicies } from '../web-api/outage-rules.ts';

export const listStandIns = operation({
  id: 'listStandIns',
  method: 'GET',
  path: '/api/write/stand-ins',
  access: 'operator',
  summary:
    'Commits that were told something in the place of a server that was gone, and have not got their true verdict yet.',
  response: Type.Object({
    standIns: Type.Array(
      Type.Object({
        repository: Type.String(),
        sha: Type.String(),
        context: Type.String(),
        policy: Type.Enum(outagePolicies),
        /** Planned: not taken by the forge yet. Left: the forge had a verdict already. */
        state: Type.Enum(['planned', 'written', 'left', 'settled']),
        /** What is in the way, or how the line stands at the server. */
        note: Type.String(),
        at: Time,
      }),
    ),
  }),
});
