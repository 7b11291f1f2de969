import type { Context } from '../context.ts';
import { namesAddress } from '../review-rules/rules.ts';
import { findPeople } from './find-people.ts';
import { addressesIn } from './rules.ts';
import { tellPeople } from './tell-people.ts';
import { titleOf } from './title.ts';

interface FailedRun {
  jobId: number;
  projectId: number;
  state: 'failure' | 'expired';
  /** Why; null where nobody said. */
  message: string | null;
}

/**
 * Tells of a run that ended without a comparison those who would have been told of it, but the owners:
 * its author, and whom it named. Nobody where it asked that nothing be told.
 */
export async function noticeJobFailed(ctx: Context, run: FailedRun): Promise<void> {
  const { jobId, projectId, state, message } = run;
  const row = await ctx.db
    .selectFrom('job')
    .innerJoin('project', 'project.account_id', 'job.account_id')
    .leftJoin('comparison as c', (join) =>
      join
        .onRef('c.project_id', '=', 'project.id')
        .onRef('c.sha1', '=', 'job.sha1')
        .onRef('c.sha2', '=', 'job.sha2')
        .on('c.chosen_by', 'is', null),
    )
    .select(['job.account_id as accountId', 'job.author', 'job.sha2'])
    .select(({ fn }) => fn.coalesce('c.message', 'job.message').as('message'))
    .select(['project.name as project', 'c.notify', 'c.untold', 'c.author as comparedAuthor'])
    .where('job.id', '=', jobId)
    .where('project.id', '=', projectId)
    .executeTakeFirstOrThrow();
  if (row.untold === true) return;
  const author = row.comparedAuthor ?? row.author;
  const named = addressesIn(row.notify);
  const people = await findPeople(ctx, row.accountId);
  const authors = people.filter(({ address }) => namesAddress(author, address));
  const addresses = new Set([...named, ...authors.map(({ address }) => address)]);
  const title = titleOf(row);
  await tellPeople(ctx, {
    accountId: row.accountId,
    about: { jobId },
    text:
      state === 'failure'
        ? `${row.project}: the run of ${title} failed`
        : `${row.project}: nothing more was heard of the run of ${title}`,
    quote: message,
    to: [...addresses].map((address) => ({
      address,
      userId: people.find((person) => person.address === address)?.userId ?? null,
      reasons: ['run-failed'],
    })),
  });
}
