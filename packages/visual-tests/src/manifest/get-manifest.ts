import { type SignedManifest, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { chooseLatest, latestSha } from '../baseline/choose-latest.ts';
import type { ClientCaller, Context } from '../context.ts';
import { defaultProject, findProject } from '../project/find-project.ts';
import { signManifest } from './sign-manifest.ts';

/**
 * Which pixels a finished report has, or the latest baseline.
 * @throws TwinlensError `not_found`
 */
export async function getManifest({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { sha: string; project?: string | undefined };
}): Promise<SignedManifest> {
  const { project = defaultProject } = input;
  const projectId = await findProject(ctx, caller.accountId, project);
  if (projectId === null) throw noReport();
  const sha =
    input.sha === latestSha
      ? (await chooseLatest(ctx, projectId, '', caller.pullRequest))?.reason.sha
      : input.sha;
  const report = await ctx.db
    .selectFrom('report')
    .select(['id', 'sha', 'completed_at'])
    .where('project_id', '=', projectId)
    .where('sha', '=', sha ?? '')
    // What a key of a pull request made is for nobody else to build on.
    .where((eb) => eb.or([eb('made_under', 'is', null), eb('made_under', '=', caller.pullRequest)]))
    .executeTakeFirst();
  if (report === undefined) throw noReport();
  const snapshots = await ctx.db
    .selectFrom('snapshot')
    .innerJoin('image', 'image.id', 'snapshot.image_id')
    .select(['component', 'variant', 'target', 'image.naming', 'image.pixel_hash'])
    .where(
      sql<boolean>`snapshot.id = any(select unnest(snapshot_ids) from report where id = ${report.id})`,
    )
    .orderBy('snapshot.id')
    .execute();
  return signManifest(ctx.installationKey, projectId, {
    version: 1,
    project,
    sha: report.sha,
    completedAt: report.completed_at.toISOString(),
    snapshots: snapshots.map(({ naming, pixel_hash: hash, ...example }) => ({
      ...example,
      pixels: naming === null || hash === null ? null : `${naming}-${hash}`,
    })),
  });
}

const noReport = () =>
  new TwinlensError('not_found', 'this commit has no finished report in this project');
