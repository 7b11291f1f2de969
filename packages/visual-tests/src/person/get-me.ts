import { TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { isOperator } from './is-operator.ts';

export interface Me {
  user: { id: string; name: string; email: string };
  mustSetPassword: boolean;
  operator: boolean;
  accounts: {
    id: number;
    name: string;
    role: 'admin' | 'member';
    projects: { id: number; name: string }[];
    unread: number;
  }[];
}

/** Whether a person can sign in with a password; the first administrator cannot, at first. */
export async function hasPassword({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string };
}): Promise<boolean> {
  const found = await ctx.db
    .selectFrom('sign_in_credential')
    .select('id')
    .where('user_id', '=', input.userId)
    .where('password', 'is not', null)
    .executeTakeFirst();
  return found !== undefined;
}

/** A person with the accounts and projects they may see, by name. */
export async function getMe({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string };
}): Promise<Me> {
  const user = await ctx.db
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .where('id', '=', input.userId)
    .executeTakeFirst();
  if (user === undefined) {
    throw new TwinlensError('unauthenticated', 'this person no longer exists; sign in again');
  }
  const rows = await ctx.db
    .selectFrom('membership')
    .innerJoin('account', 'account.id', 'membership.account_id')
    .leftJoin('project', 'project.account_id', 'account.id')
    .select([
      'account.id',
      'account.name',
      'membership.role',
      'project.id as projectId',
      'project.name as projectName',
    ])
    .select(
      sql<number>`(select count(*)::int from notice n where n.account_id = membership.account_id
        and n.user_id = membership.user_id and n.read_at is null)`.as('unread'),
    )
    .where('membership.user_id', '=', input.userId)
    .orderBy('account.name')
    .orderBy('account.id')
    .orderBy('project.name')
    .execute();
  const accounts = new Map<number, Me['accounts'][number]>();
  for (const { id, name, role, unread, projectId, projectName } of rows) {
    const account = accounts.get(id) ?? { id, name, role, projects: [], unread };
    accounts.set(id, account);
    if (projectId !== null && projectName !== null) {
      account.projects.push({ id: projectId, name: projectName });
    }
  }
  const mustSetPassword = !(await hasPassword({ ctx, input }));
  const operator = await isOperator({ ctx, input });
  return { user, mustSetPassword, operator, accounts: [...accounts.values()] };
}
