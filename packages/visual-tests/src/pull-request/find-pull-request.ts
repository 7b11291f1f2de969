import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { PullRequestTable } from '../delivery/tables.ts';
import { type PullRequestName, parsePullRequest } from '../repository/address.ts';

/** What a forge said of a pull request; null where it said nothing. */
export async function findPullRequest(
  { db }: Context,
  accountId: number,
  { repository, number }: PullRequestName,
): Promise<Selectable<PullRequestTable> | null> {
  const found = await db
    .selectFrom('pull_request')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('repository', '=', repository)
    .where('number', '=', number)
    .executeTakeFirst();
  return found ?? null;
}

export interface PullRequestView {
  number: number;
  open: boolean;
  base: string;
}

/** What is known of the pull requests that links lead to, by link; in one query. */
export async function findPullRequests(
  { db }: Context,
  accountId: number,
  links: (string | null)[],
): Promise<Map<string | null, PullRequestView>> {
  const names = new Map<string, PullRequestName>();
  for (const link of links) {
    const name = link && parsePullRequest(link);
    if (name) names.set(link, name);
  }
  if (names.size === 0) return new Map();
  const repositories = new Set([...names.values()].map(({ repository }) => repository));
  const numbers = new Set([...names.values()].map(({ number }) => number));
  const rows = await db
    .selectFrom('pull_request')
    .select(['repository', 'number', 'open', 'base'])
    .where('account_id', '=', accountId)
    .where('repository', 'in', [...repositories])
    .where('number', 'in', [...numbers])
    .execute();
  const found = new Map<string, PullRequestView>();
  for (const [link, { repository, number }] of names) {
    const row = rows.find((one) => one.repository === repository && one.number === number);
    if (row !== undefined) found.set(link, { number, open: row.open, base: row.base });
  }
  return found;
}
