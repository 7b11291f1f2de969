import { TwinlensError } from '@twinlens/contract';
import type { ClientCaller, Context } from '../context.ts';
import { findProject } from '../project/find-project.ts';
import { findStandings, trustedBy } from '../report/find-standings.ts';
import { chooseLatest, latestSha } from './choose-latest.ts';
import { isOnItsWay } from './rules.ts';

/**
 * The first of these commits that has a report, finished or on its way; never the commit itself.
 * `__LATEST__` stands for the commit of the latest report, which is answered in its place.
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
  if (projectId === null) throw noBaseline();
  const named: string[] = [];
  for (const sha of new Set(input.shas)) {
    named.push(
      ...(sha === latestSha
        ? await nameLatest(ctx, projectId, input.sha, caller.pullRequest)
        : [sha]),
    );
  }
  const candidates = named.filter((sha) => sha !== input.sha);
  const standings = trustedBy(caller.pullRequest, await findStandings(ctx, projectId, candidates));
  const sha = candidates.find((candidate) => {
    const standing = standings.get(candidate);
    return standing !== undefined && (standing.reportId !== null || isOnItsWay(standing));
  });
  if (sha === undefined) throw noBaseline();
  return { sha };
}

async function nameLatest(
  ctx: Context,
  projectId: number,
  sha: string,
  pullRequest: string | null,
): Promise<string[]> {
  const latest = await chooseLatest(ctx, projectId, sha, pullRequest);
  return latest === null ? [] : [latest.reason.sha];
}

const noBaseline = () =>
  new TwinlensError('not_found', 'none of these commits has a report in this project');
