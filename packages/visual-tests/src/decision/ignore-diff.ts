import { TwinlensError } from '@twinlens/contract';
import { imageKeyOf } from '../account/image-key.ts';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { restateComparisons } from '../review/restate-comparisons.ts';
import { readSnapshotId } from '../snapshot/public-id.ts';
import { findComparisonsWith, rememberFlake } from './flakes.ts';

/** Who is said to have found a pair flaky that a client ignores by its own threshold. */
const client = { userId: 'client', name: 'threshold of the client' };

/**
 * Remembers a pair a client finds equal enough as flaky in its project: from now on it is ignored in
 * every comparison it is in, older ones too. Repeatable.
 *
 * @throws TwinlensError `not_found` when no such pair changed in a comparison of the account
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
    await rememberFlake(inner, { comparisonId: newest, ...pair }, client);
    await restateComparisons(inner, comparisonIds);
  });
}
