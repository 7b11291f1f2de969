import type { ClientCaller, Context } from '../context.ts';
import { viewContent } from '../view/picture.ts';
import { comparisonUrl } from '../view/urls.ts';

export interface FlakeFilter {
  project?: string | undefined;
  component?: string | undefined;
  variant?: string | undefined;
  target?: string | undefined;
  /** Commit on either side of the comparison it was reported in. */
  sha?: string | undefined;
  limit: number;
  /** 1 for the first. */
  page: number;
}

/** Pairs of pictures reported as flaky and not taken back, newest first. */
export async function listFlakes({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: FlakeFilter;
}) {
  let query = ctx.db
    .selectFrom('decision')
    .innerJoin('project', 'project.id', 'decision.project_id')
    .innerJoin('image as before', 'before.id', 'decision.before_image')
    .innerJoin('image as after', 'after.id', 'decision.after_image')
    .leftJoin('comparison', 'comparison.id', 'decision.comparison_id')
    .select([
      'project.id as projectId',
      'project.name as project',
      'decision.component as component',
      'decision.variant as variant',
      'decision.target as target',
      'before.hash as beforeHash',
      'before.foreign_url as beforeForeignUrl',
      'before.width as beforeWidth',
      'before.height as beforeHeight',
      'before.frame_count as beforeFrameCount',
      'before.duration_ms as beforeDurationMs',
      'before.picture_hash as beforePictureHash',
      'before.violations as beforeViolations',
      'after.hash as afterHash',
      'after.foreign_url as afterForeignUrl',
      'after.width as afterWidth',
      'after.height as afterHeight',
      'after.frame_count as afterFrameCount',
      'after.duration_ms as afterDurationMs',
      'after.picture_hash as afterPictureHash',
      'after.violations as afterViolations',
      'decision.comparison_id as comparisonId',
    ])
    .where('project.account_id', '=', caller.accountId)
    .where('decision.kind', '=', 'flaky')
    .where('decision.undone_at', 'is', null);
  if (input.project !== undefined) query = query.where('project.name', '=', input.project);
  for (const field of ['component', 'variant', 'target'] as const) {
    const value = input[field];
    if (value !== undefined) query = query.where(`decision.${field}`, '=', value);
  }
  const { sha } = input;
  if (sha !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('comparison.sha1', '=', sha), eb('comparison.sha2', '=', sha)]),
    );
  }
  const rows = await query
    .orderBy('decision.id', 'desc')
    .limit(input.limit)
    .offset((input.page - 1) * input.limit)
    .execute();
  const comparisons = await loadComparisons(
    ctx,
    caller.accountId,
    rows.flatMap((row) => row.comparisonId ?? []),
  );
  return rows.map((row) => ({
    project: row.project,
    component: row.component,
    variant: row.variant,
    target: row.target,
    snapshots: [
      viewContent(ctx, caller.accountId, {
        hash: row.beforeHash,
        foreignUrl: row.beforeForeignUrl,
        width: row.beforeWidth,
        height: row.beforeHeight,
        frameCount: row.beforeFrameCount,
        durationMs: row.beforeDurationMs,
        pictureHash: row.beforePictureHash,
        violations: row.beforeViolations,
        ignored: null,
      }),
      viewContent(ctx, caller.accountId, {
        hash: row.afterHash,
        foreignUrl: row.afterForeignUrl,
        width: row.afterWidth,
        height: row.afterHeight,
        frameCount: row.afterFrameCount,
        durationMs: row.afterDurationMs,
        pictureHash: row.afterPictureHash,
        violations: row.afterViolations,
        ignored: null,
      }),
    ],
    comparison: comparisons.get(row.comparisonId ?? 0) ?? null,
  }));
}

async function loadComparisons(ctx: Context, accountId: number, ids: number[]) {
  if (ids.length === 0) return new Map<number, never>();
  const rows = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .selectAll('comparison')
    .select('project.name as project')
    .where('comparison.id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => {
      const { sha1, sha2 } = row;
      const url = comparisonUrl(ctx, accountId, row.project_id, { sha1, sha2 });
      return [
        row.id,
        {
          sha1,
          sha2,
          // To the clients, what nobody has accepted is a failure.
          status: row.state === 'needs-review' ? 'failure' : row.state,
          url,
          createdAt: row.created_at.toISOString(),
          diffs: row.changed_before.length,
          unchanged: row.unchanged_count,
          added: row.added.length,
          deleted: row.deleted.length,
          link: row.link,
          message: row.message,
          project: row.project,
        },
      ];
    }),
  );
}
