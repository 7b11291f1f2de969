import type { Context } from '../context.ts';
import { reportUrl } from '../view/urls.ts';
import { announceEvent } from './announce-event.ts';
import { projectOf } from './project-of.ts';

interface CompletedReport {
  projectId: number;
  sha: string;
  snapshots: number;
}

/** Tells webhooks that all pictures of a commit are there. */
export async function announceReport(
  ctx: Context,
  { projectId, sha, snapshots }: CompletedReport,
): Promise<void> {
  await announceEvent(ctx, projectId, 'report.completed', async () => {
    const { accountId, project } = await projectOf(ctx, projectId);
    const url = reportUrl(ctx, accountId, projectId, sha);
    const text = `${project.name}: ${snapshots} snapshots of ${sha} are there`;
    return {
      type: 'event',
      body: { type: 'report.completed', text, data: { project, sha, snapshots, url } },
    };
  });
}
