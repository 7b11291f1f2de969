import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { requireProject } from '../project/require-project.ts';
import { findStandings } from '../report/find-standings.ts';
import { type ComparisonView, getComparison } from '../view/comparison.ts';
import { settleComparisons } from './settle-comparisons.ts';

/**
 * Compares two reports a person has chosen. It is made as any other comparison is, but counts for nobody
 * outside: it makes no job, and no baseline of its report. When a build machine asks for the same two
 * later, it becomes one of its own.
 *
 * @throws TwinlensError `not_found` where one of them has no report; `invalid_request` for a commit with
 *   itself
 */
export async function compareChosen({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; projectId: number; sha1: string; sha2: string };
}): Promise<ComparisonView> {
  const { caller, projectId, sha1, sha2 } = input;
  const { accountId } = caller;
  await inAccount(ctx, accountId, async (inner) => {
    await requireProject(inner, { accountId, projectId });
    const standings = await findStandings(inner, projectId, [sha1, sha2]);
    for (const sha of [sha1, sha2]) {
      if ((standings.get(sha)?.reportId ?? null) !== null) continue;
      throw new TwinlensError('not_found', `there is no report of ${sha} in this project`);
    }
    if (sha1 === sha2) {
      throw new TwinlensError('invalid_request', 'a commit cannot be compared with itself');
    }
    const added = await inner.db
      .insertInto('comparison')
      .values({
        project_id: projectId,
        sha1,
        sha2,
        chosen_by: caller.name,
        created_at: ctx.now(),
      })
      .onConflict((conflict) => conflict.columns(['project_id', 'sha1', 'sha2']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added !== undefined) await settleComparisons(inner, projectId, []);
  });
  return getComparison({ ctx, input: { accountId, projectId, sha1, sha2 } });
}
