import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { findProject } from '../project/find-project.ts';
import { borrowFrom } from './borrow-from.ts';

/**
 * A request for what another report has of these pages: the snapshots of the target whose component
 * is the title of one. It is done at once when that report is, and otherwise waits for it.
 *
 * These clients name no project. The default one is meant where it has such a report, and otherwise
 * the one whose report of the commit is the newest.
 *
 * @param input.targetName all targets when left out
 * @throws TwinlensError `invalid_request` when there is no such report, finished or on its way
 */
export async function extendPages({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { extendsSha: string; targetName?: string | undefined; titles: string[] };
}): Promise<{ requestId: number }> {
  const { accountId } = caller;
  const { extendsSha, targetName, titles } = input;
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await findProjectOf(inner, accountId, extendsSha);
    if (projectId === null) {
      throw new TwinlensError(
        'invalid_request',
        `extendsSha: there is no report of ${extendsSha} to borrow from`,
      );
    }
    const requestId = await borrowFrom(inner, caller, {
      projectId,
      extendsSha,
      extendedSnaps: titles.map((component) => ({
        component,
        ...(targetName !== undefined && { target: targetName }),
      })),
    });
    return { requestId };
  });
}

async function findProjectOf(ctx: Context, accountId: number, sha: string): Promise<number | null> {
  const defaultId = await findProject(ctx, accountId);
  const reports = await ctx.db
    .selectFrom('report')
    .innerJoin('project', 'project.id', 'report.project_id')
    .select('project.id')
    .where('account_id', '=', accountId)
    .where('sha', '=', sha)
    .orderBy('completed_at', 'desc')
    .execute();
  const inTheMaking = await ctx.db
    .selectFrom('async_report')
    .innerJoin('project', 'project.id', 'async_report.project_id')
    .select('project.id')
    .where('account_id', '=', accountId)
    .where('sha', '=', sha)
    .where('state', 'in', ['open', 'pending'])
    .orderBy('async_report.id', 'desc')
    .execute();
  const ids = [...reports, ...inTheMaking].map(({ id }) => id);
  return ids.find((id) => id === defaultId) ?? ids[0] ?? null;
}
