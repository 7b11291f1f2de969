import { outagePolicies, type ResponseOf, type StatusOperations } from '@twinlens/contract';
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import { isoOf } from '../site/time.ts';

const Row = Type.Object({
  repository: Type.String(),
  sha: Type.String(),
  context: Type.String(),
  policy: Type.Enum(outagePolicies),
  state: Type.Enum(['planned', 'written', 'left', 'settled']),
  note: Type.String(),
  at: Type.Integer(),
});

/** What this program has said in the server's place and is not settled, the newest first. */
export const listStandIns = ({
  ctx,
}: {
  ctx: Context;
}): ResponseOf<StatusOperations['listStandIns']> => ({
  standIns: ctx.store
    .all(
      Row,
      `select repository, sha, context, policy, state, note, planned_at as at from stand_in
       where state <> 'settled' order by id desc`,
    )
    .map(({ at, ...row }) => ({ ...row, at: isoOf(at) })),
});
