import type { Context } from '../context.ts';
import { combineStates } from '../job/rules.ts';
import type { PullRequestName } from '../repository/address.ts';
import { writeComment } from './comment-of-job.ts';
import type { ComparedProject } from './facts-of-job.ts';
import type { Forge } from './find-forges.ts';
import { markdownOf } from './markdown.ts';
import { putIfNew } from './put-if-new.ts';

interface CommentedJob {
  id: number;
  accountId: number;
  pullRequest: PullRequestName;
  projects: ComparedProject[];
  /** Those that want comments. */
  forges: Forge[];
}

/**
 * Has the comment of a pull request say how a job stands, its newest. There is none before there is
 * something to look at. The account must be held.
 */
export async function announceComment(ctx: Context, job: CommentedJob): Promise<void> {
  const state = combineStates(job.projects.map((project) => project.state));
  const changes = job.projects.reduce(
    (sum, { counts }) =>
      counts === null ? sum : sum + counts.changed + counts.added + counts.deleted,
    0,
  );
  const isWorthALook = state !== 'pending' && (state !== 'success' || changes > 0);
  const { number } = job.pullRequest;
  const subject = `comment ${number}`;
  for (const { id: destinationId, kind } of job.forges) {
    const body = await writeComment(ctx, { ...job, state }, markdownOf(kind));
    const content = { type: 'comment' as const, pullRequest: number, body };
    await putIfNew(ctx, { destinationId, subject }, content, { begins: isWorthALook });
  }
}
