import type { Context } from '../context.ts';
import { viewSnapshots } from '../report/client-snapshots.ts';
import { comparisonUrl } from '../view/urls.ts';
import { announceEvent } from './announce-event.ts';
import { projectOf } from './project-of.ts';

interface AnnouncedFlake {
  action: 'reported' | 'undone';
  comparisonId: number;
  /** Ids of two snapshots. */
  pair: { beforeSnapshotId: number; afterSnapshotId: number };
}

/** Tells webhooks that a pair of pictures is flaky, or is not any more, as protocol.md 13 has it. */
export async function announceFlake(
  ctx: Context,
  { action, comparisonId, pair }: AnnouncedFlake,
): Promise<void> {
  const { projectId, ...shas } = await ctx.db
    .selectFrom('comparison')
    .select(['project_id as projectId', 'sha1', 'sha2'])
    .where('id', '=', comparisonId)
    .executeTakeFirstOrThrow();
  await announceEvent(ctx, projectId, 'flake', async () => {
    const { accountId, project } = await projectOf(ctx, projectId);
    const { beforeSnapshotId, afterSnapshotId } = pair;
    const snapshots = await viewSnapshots(ctx, accountId, [beforeSnapshotId, afterSnapshotId]);
    const of = (id: number) => {
      const snapshot = snapshots.get(id);
      if (snapshot === undefined) return null;
      const { component, variant, target, url, width, height } = snapshot;
      return { id: snapshot.id, component, variant, target, url, width, height };
    };
    const after = of(afterSnapshotId);
    const link = comparisonUrl(ctx, accountId, projectId, shas);
    const name = `${after?.component} / ${after?.variant} / ${after?.target}`;
    const text =
      action === 'reported'
        ? `${project.name}: ${name} was reported as flaky ${link}`
        : `${project.name}: ${name} is no longer flaky ${link}`;
    return {
      type: 'event',
      body: {
        type: 'flake',
        text,
        data: {
          action,
          link,
          reportedAt: ctx.now().toISOString(),
          project,
          comparison: { id: comparisonId, beforeSha: shas.sha1, afterSha: shas.sha2 },
          snapshot1: of(beforeSnapshotId),
          snapshot2: after,
        },
      },
    };
  });
}
