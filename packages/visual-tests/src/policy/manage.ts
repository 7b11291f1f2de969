import { type Policy, TwinlensError } from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import { requireAdmin } from '../person/require-admin.ts';
import { noPolicy, problemOf } from './rules.ts';

interface ProjectPolicy {
  project: { id: number; name: string };
  policy: Policy;
}

const unknown = () => new TwinlensError('not_found', 'there is no such project');

/** @throws TwinlensError `not_found` */
export async function getPolicy({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; projectId: number };
}): Promise<ProjectPolicy> {
  const row = await ctx.db
    .selectFrom('project')
    .select(['id', 'name', 'policy'])
    .where('id', '=', input.projectId)
    .where('account_id', '=', input.accountId)
    .executeTakeFirst();
  if (row === undefined) throw unknown();
  return { project: { id: row.id, name: row.name }, policy: row.policy ?? noPolicy };
}

/**
 * Comparisons that have been made stay as they are.
 * @throws TwinlensError `forbidden`; `not_found`; `invalid_request` for rules that say nothing, or twice
 */
export async function setPolicy({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; projectId: number; policy: Policy };
}): Promise<ProjectPolicy> {
  const { caller, projectId, policy } = input;
  requireAdmin(caller, 'what passes without a review');
  const problem = problemOf(policy);
  if (problem !== null) throw new TwinlensError('invalid_request', problem);
  const row = await ctx.db
    .updateTable('project')
    .set({ policy: JSON.stringify(policy) })
    .where('id', '=', projectId)
    .where('account_id', '=', caller.accountId)
    .returning(['id', 'name'])
    .executeTakeFirst();
  if (row === undefined) throw unknown();
  return { project: row, policy };
}
