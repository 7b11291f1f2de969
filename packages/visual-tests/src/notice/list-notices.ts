/** What somebody was told, as they find it in the pages. */
import type { Notice } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context, PersonCaller } from '../context.ts';
import { comparisonUrl, jobUrl } from '../view/urls.ts';

interface ListInput {
  caller: PersonCaller;
  unread?: boolean | undefined;
  before?: number | undefined;
  limit: number;
}

/** The newest first; `unread` counts all of them. */
export async function listNotices({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListInput;
}): Promise<{ notices: Notice[]; more: boolean; unread: number }> {
  const { caller, limit } = input;
  let query = noticesOf(ctx, caller.accountId)
    .where('notice.user_id', '=', caller.userId)
    .orderBy('notice.id', 'desc')
    .limit(limit + 1);
  if (input.unread === true) query = query.where('notice.read_at', 'is', null);
  if (input.before !== undefined) query = query.where('notice.id', '<', input.before);
  const rows = await query.execute();
  const notices = rows.slice(0, limit).map((row) => ({
    id: row.id,
    kind: row.kind,
    text: row.text,
    quote: row.quote,
    path: pathOfNotice(caller.accountId, row),
    at: row.at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }));
  return { notices, more: rows.length > limit, unread: await countUnread(ctx, caller) };
}

/** @param ids all of them where left out; what is somebody else's stays as it is */
export async function readNotices({
  ctx,
  input: { caller, ids },
}: {
  ctx: Context;
  input: { caller: PersonCaller; ids?: number[] | undefined };
}): Promise<{ unread: number }> {
  await ctx.db
    .updateTable('notice')
    .set({ read_at: ctx.now() })
    .where('account_id', '=', caller.accountId)
    .where('user_id', '=', caller.userId)
    .where('read_at', 'is', null)
    .$if(ids !== undefined, (update) => update.where(sql<boolean>`id = any(${ids}::int[])`))
    .execute();
  return { unread: await countUnread(ctx, caller) };
}

/** Notices with what their addresses are made of. */
export const noticesOf = ({ db }: Context, accountId: number) =>
  db
    .selectFrom('notice')
    .leftJoin('comparison', 'comparison.id', 'notice.comparison_id')
    .leftJoin('thread', 'thread.id', 'notice.thread_id')
    .selectAll('notice')
    .select(['comparison.project_id as projectId', 'comparison.sha1', 'comparison.sha2'])
    .select(['thread.component', 'thread.variant'])
    .where('notice.account_id', '=', accountId);

interface Placed {
  job_id: number | null;
  /** Of the comparison it is about; null for a job. */
  projectId: number | null;
  sha1: string | null;
  sha2: string | null;
  /** Of the thread it is about; null for all of the comparison. */
  component: string | null;
  variant: string | null;
}

/** Of the page a notice is about: a job, a comparison, or of a thread the rows it is one of. */
export function pathOfNotice(accountId: number, row: Placed): string {
  const { job_id: jobId, projectId, sha1, sha2 } = row;
  if (jobId !== null) return jobUrl({ origin: '' }, accountId, jobId);
  if (projectId === null || sha1 === null || sha2 === null) {
    throw new TypeError('a notice is about a comparison or a job');
  }
  const path = comparisonUrl({ origin: '' }, accountId, projectId, { sha1, sha2 });
  if (row.component === null) return path;
  return `${path}?${new URLSearchParams({ q: `${row.component} ${row.variant}` })}`;
}

async function countUnread({ db }: Context, { accountId, userId }: PersonCaller): Promise<number> {
  const { count } = await db
    .selectFrom('notice')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
