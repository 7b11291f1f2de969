import { TwinlensError } from '@twinlens/contract';
import type { ClientCaller, Context } from '../context.ts';
import type { ExtendsReport } from '../db/schema.ts';
import { findStandings, trustedBy } from '../report/find-standings.ts';
import { settle } from '../settle.ts';
import { resolveExtending } from './resolve-extending.ts';

/**
 * Adds a request whose result is borrowed. It is done at once when the other report is, and otherwise
 * waits for it. The account must be held.
 *
 * @returns its id
 * @throws TwinlensError `invalid_request` when there is no such report, finished or on its way
 */
export async function borrowFrom(
  ctx: Context,
  { accountId, pullRequest }: ClientCaller,
  wanted: ExtendsReport,
): Promise<number> {
  const { projectId, extendsSha } = wanted;
  const standings = trustedBy(pullRequest, await findStandings(ctx, projectId, [extendsSha]));
  const standing = standings.get(extendsSha);
  const onItsWay =
    standing?.asyncReport?.state === 'open' || standing?.asyncReport?.state === 'pending';
  if (standing === undefined || (standing.reportId === null && !onItsWay)) {
    throw new TwinlensError(
      'invalid_request',
      `extendsSha: there is no report of ${extendsSha} in this project to borrow from`,
    );
  }
  const { id } = await ctx.db
    .insertInto('snap_request')
    .values({
      account_id: accountId,
      type: 'extends-report',
      target: '*',
      extends: JSON.stringify(wanted),
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (standing.reportId !== null) {
    await settle(ctx, await resolveExtending(ctx, projectId, extendsSha));
  }
  return id;
}
