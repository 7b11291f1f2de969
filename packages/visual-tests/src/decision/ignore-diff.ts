import { TwinlensError } from '@twinlens/contract';
import { imageKeyOf } from '../account/image-key.ts';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { announceFlake } from '../delivery/announce-flake.ts';
import { restateComparisons } from '../review/restate-comparisons.ts';
import { readSnapshotId } from '../snapshot/public-id.ts';
import { findComparisonsWith, rememberFlake } from './flakes.ts';

/**
 * Remembers a pair a client finds equal enough as flaky in its project: from now on it is ignored in
 * every comparison it is in, older ones too. Repeatable.
 *
 * @throws TwinlensError `not_found` when no such pair changed in a comparison of the account;
 *   `forbidden` for a key of another project
 */
export async function ignoreDiff({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { snapshot1Id: string; snapshot2Id: string };
}): Promise<void> {
  const { accountId } = caller;
  await inAccount(ctx, accountId, async (inner) => {
    const key = await imageKeyOf(inner, accountId);
    const pair = {
      beforeSnapshotId: readSnapshotId(key, input.snapshot1Id) ?? 0,
      afterSnapshotId: readSnapshotId(key, input.snapshot2Id) ?? 0,
    };
    const comparisonIds = await findComparisonsWith(inner, pair);
    const [newest] = comparisonIds;
    if (newest === undefined) {
      throw new TwinlensError(
        'not_found',
        'these are not the ids of two pictures that changed in a comparison: send those it answered',
      );
    }
    await requireScope(inner, caller, newest);
    const by = { userId: caller.key, name: 'threshold of the client' };
    await rememberFlake(inner, { comparisonId: newest, ...pair }, by);
    await restateComparisons(inner, comparisonIds);
    await announceFlake(inner, { action: 'reported', comparisonId: newest, pair });
  });
}

/** The call names no project, so only the pictures say which one it is about. */
async function requireScope(
  ctx: Context,
  caller: ClientCaller,
  comparisonId: number,
): Promise<void> {
  if (caller.project === null) return;
  const { name } = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .select('project.name')
    .where('comparison.id', '=', comparisonId)
    .executeTakeFirstOrThrow();
  if (name === caller.project) return;
  throw new TwinlensError(
    'forbidden',
    `this key is for the project "${caller.project}" only, not for "${name}": ask for a key of that project`,
  );
}
