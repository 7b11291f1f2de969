import { thumbnailUrl } from '@twinlens/contract';
import type { Context } from '../context.ts';
import type { JobState } from '../db/schema.ts';
import { deriveKey } from '../installation-key.ts';
import type { PullRequestName } from '../repository/address.ts';
import { pairsOfKind } from '../view/pairs-of-kind.ts';
import { type StoredPicture, viewPicture } from '../view/picture.ts';
import { type NamedRow, namedRows, pageOfRows } from '../view/row-page.ts';
import { jobUrl } from '../view/urls.ts';
import { countsTable } from './check-of-job.ts';
import type { ComparedProject } from './facts-of-job.ts';
import type { Markdown } from './markdown.ts';
import { describeStatus } from './status-of-job.ts';

/** Rows with pictures; the page of the job has all of them. */
const mostRows = 10;

/** Pixels. */
const width = 320;

interface WrittenJob {
  id: number;
  accountId: number;
  pullRequest: PullRequestName;
  state: JobState;
  projects: ComparedProject[];
}

/**
 * What a comment on a pull request says of a job, in Markdown: a line, a table of counts, and pictures
 * of the first changes. Its first line is the same for every job of the pull request, and nobody can
 * write it before us.
 */
export async function writeComment(
  ctx: Context,
  job: WrittenJob,
  markdown: Markdown,
): Promise<string> {
  const { description } = describeStatus(job.state, job.projects);
  const rows = await findRows(ctx, job.projects);
  const pictures = rows.map((row) => {
    const name = [row.component, row.variant, row.target]
      .map(markdown.name)
      .join(markdown.lineBreak);
    const cells = [row.beforeId, row.afterId].map((id, index) =>
      id === null
        ? '-'
        : showPicture(ctx, job, index === 0 ? row.beforeImage : row.afterImage, markdown),
    );
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  return [
    markdown.hidden(markOf(ctx, job)),
    // Without it the line would belong to the hidden one.
    '',
    `**Twinlens:** ${markdown.name(description)}. [Look at the changes](${jobUrl(ctx, job.accountId, job.id)})`,
    '',
    countsTable(job.projects, markdown),
    ...(pictures.length > 0
      ? ['', '| | before | after |', '| --- | --- | --- |', ...pictures]
      : []),
  ].join('\n');
}

/** Nobody sees it but in the source; by it ours is told from comments of others. */
function markOf(
  { installationKey }: Context,
  { accountId, pullRequest: { repository, number } }: WrittenJob,
): string {
  const key = deriveKey(installationKey, `comment ${accountId} ${repository} ${number}`);
  return `twinlens ${Buffer.from(key).toString('hex').slice(0, 32)}`;
}

/** The first changes, as a comparison lists them. */
async function findRows(ctx: Context, projects: ComparedProject[]): Promise<NamedRow[]> {
  const rows: NamedRow[] = [];
  for (const { comparisonId, counts, state } of projects) {
    if (comparisonId === null || state === 'pending') continue;
    for (const kind of ['changed', 'added', 'deleted'] as const) {
      const limit = mostRows - rows.length;
      if (limit <= 0 || counts?.[kind] === 0) continue;
      const page = pageOfRows(pairsOfKind(kind, comparisonId), { offset: 0, limit });
      rows.push(...namedRows((await page.execute(ctx.db)).rows));
    }
  }
  return rows;
}

function showPicture(
  ctx: Context,
  { accountId }: WrittenJob,
  picture: StoredPicture,
  markdown: Markdown,
): string {
  const { url, animation } = viewPicture(ctx, accountId, picture);
  const src = (animation === null ? thumbnailUrl(url, width) : null) ?? url;
  // Pictures kept elsewhere have addresses that a client named.
  if (!src.startsWith(`${ctx.origin}/`)) return 'kept elsewhere';
  return markdown.picture({ src, url, width });
}
