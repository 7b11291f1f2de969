import {
  type Operations,
  type OutageRule,
  type ResponseOf,
  TwinlensError,
} from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import { requireAdmin } from '../person/require-admin.ts';

type ProjectOutageRule = ResponseOf<Operations['getOutageRule']>;

/** Changes that are shown. */
const shownChanges = 20;

/** @throws TwinlensError `not_found` */
export async function getOutageRule({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; projectId: number };
}): Promise<ProjectOutageRule> {
  const project = await ctx.db
    .selectFrom('project')
    .select(['id', 'name'])
    .where('id', '=', input.projectId)
    .where('account_id', '=', input.accountId)
    .executeTakeFirst();
  if (project === undefined) throw new TwinlensError('not_found', 'there is no such project');
  const rows = await ctx.db
    .selectFrom('outage_rule')
    .select(['policy', 'after_seconds', 'chosen_by_name', 'created_at'])
    .where('project_id', '=', project.id)
    .orderBy('id', 'desc')
    .limit(shownChanges)
    .execute();
  const changes = rows.map((row) => ({
    at: row.created_at.toISOString(),
    person: row.chosen_by_name,
    rule: ruleOf(row),
  }));
  return { project, rule: changes[0]?.rule ?? null, changes };
}

/**
 * Holds from the next time that the status program asks; what was chosen before stays listed.
 * @throws TwinlensError `forbidden`; `not_found`
 */
export async function setOutageRule({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; projectId: number; rule: OutageRule | null };
}): Promise<ProjectOutageRule> {
  const { caller, projectId, rule } = input;
  requireAdmin(caller, 'what commits are told while Twinlens is not there');
  const of = { accountId: caller.accountId, projectId };
  await getOutageRule({ ctx, input: of });
  await ctx.db
    .insertInto('outage_rule')
    .values({
      project_id: projectId,
      policy: rule?.policy ?? null,
      after_seconds: rule?.afterSeconds ?? null,
      chosen_by: caller.userId,
      chosen_by_name: caller.name,
    })
    .execute();
  return getOutageRule({ ctx, input: of });
}

/** A row of the table as the wire has it. */
export const ruleOf = ({
  policy,
  after_seconds: afterSeconds,
}: {
  policy: OutageRule['policy'] | null;
  after_seconds: number | null;
}): OutageRule | null =>
  policy === null || afterSeconds === null ? null : { policy, afterSeconds };
