import { TwinlensError } from '@twinlens/contract';
import type { ClientCaller, Context } from '../context.ts';
import { findProject } from '../project/find-project.ts';
import { findStandings } from '../report/find-standings.ts';
import { isOnItsWay } from './rules.ts';

/**
 * The first of these commits that has a report, finished or on its way; never the commit itself.
 * @throws TwinlensError `not_found` when none has
 */
export async function findBaseline({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { sha: string; project?: string | undefined; shas: string[] };
}): Promise<{ sha: string }> {
  const projectId = await findProject(ctx, caller.accountId, input.project);
  const candidates = input.shas.filter((sha) => sha !== input.sha);
  const standings =
    projectId === null ? new Map() : await findStandings(ctx, projectId, candidates);
  const sha = candidates.find((candidate) => {
    const standing = standings.get(candidate);
    return standing !== undefined && (standing.reportId !== null || isOnItsWay(standing));
  });
  if (sha === undefined) {
    throw new TwinlensError('not_found', 'none of these commits has a report in this project');
  }
  return { sha };
}
