import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { noSuchComparison } from '../view/comparison.ts';
import { findPeople } from './find-people.ts';
import { tellPeople } from './tell-people.ts';
import { titleOf } from './title.ts';

interface ReviewRequest {
  caller: PersonCaller;
  comparisonId: number;
  /** Id of who is asked. */
  person: string;
}

/**
 * Asks somebody of the account by name to review a comparison. Repeatable: whoever asks the same person
 * again tells them nothing new.
 *
 * @throws TwinlensError `not_found`, also for a person who is not in the account
 */
export function askForReview({
  ctx,
  input: { caller, comparisonId, person },
}: {
  ctx: Context;
  input: ReviewRequest;
}): Promise<void> {
  const { accountId } = caller;
  return inAccount(ctx, accountId, async (inner) => {
    const row = await inner.db
      .selectFrom('comparison as c')
      .innerJoin('project', 'project.id', 'c.project_id')
      .select(['project.name as project', 'c.message', 'c.sha2'])
      .where('c.id', '=', comparisonId)
      .where('project.account_id', '=', accountId)
      .executeTakeFirst();
    if (row === undefined) throw noSuchComparison();
    const people = await findPeople(inner, accountId);
    const asked = people.find(({ userId }) => userId === person);
    if (asked === undefined) {
      throw new TwinlensError('not_found', 'there is no such person in this account');
    }
    await tellPeople(inner, {
      accountId,
      about: { comparisonId, threadId: null },
      text: `${row.project}: ${caller.name} asks you to review ${titleOf(row)}`,
      quote: null,
      to: [{ address: asked.address, userId: asked.userId, reasons: ['asked'] }],
    });
  });
}
