import { type ReviewRules, TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { requireAdmin } from '../person/require-admin.ts';
import { noReviewRules, problemOfReviewRules } from './rules.ts';

interface ProjectReviewRules {
  project: { id: number; name: string };
  rules: ReviewRules;
}

const unknown = () => new TwinlensError('not_found', 'there is no such project');

/** @throws TwinlensError `not_found` */
export async function getReviewRules({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; projectId: number };
}): Promise<ProjectReviewRules> {
  const row = await ctx.db
    .selectFrom('project')
    .select(['id', 'name', 'review_rules'])
    .where('id', '=', input.projectId)
    .where('account_id', '=', input.accountId)
    .executeTakeFirst();
  if (row === undefined) throw unknown();
  return {
    project: { id: row.id, name: row.name },
    rules: { ...noReviewRules, ...row.review_rules },
  };
}

/**
 * Comparisons stay as they are until something is decided on them.
 * @throws TwinlensError `forbidden`; `not_found`; `invalid_request` for two rules about the same components
 */
export async function setReviewRules({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; projectId: number; rules: ReviewRules };
}): Promise<ProjectReviewRules> {
  const { caller, projectId, rules } = input;
  requireAdmin(caller, 'who decides on changes');
  const problem = problemOfReviewRules(rules);
  if (problem !== null) throw new TwinlensError('invalid_request', problem);
  return inAccount(ctx, caller.accountId, async ({ db }) => {
    const row = await db
      .updateTable('project')
      .set({ review_rules: JSON.stringify(rules) })
      .where('id', '=', projectId)
      .where('account_id', '=', caller.accountId)
      .returning(['id', 'name'])
      .executeTakeFirst();
    if (row === undefined) throw unknown();
    return { project: row, rules };
  });
}
