/** Every picture an example has had, as its page shows them. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { imageKeyOf } from '../account/image-key.ts';
import type { Context } from '../context.ts';
import { requireProject } from '../project/require-project.ts';
import { publicSnapshotId } from '../snapshot/public-id.ts';
import { findLatestReport } from './latest-report.ts';
import { type StoredPicture, viewPicture } from './picture.ts';

type View = ResponseOf<Operations['getSnapshotHistory']>;
type Decision = View['pictures'][number]['decisions'][number];

/** Shown of one picture; a flaky one may have many. */
const maxDecisions = 20;

interface HistoryInput {
  accountId: number;
  projectId: number;
  component: string;
  variant: string;
  target: string;
  offset: number;
  limit: number;
}

interface Row extends StoredPicture {
  id: number;
  imageId: number;
  firstSha: string | null;
  firstSeenAt: Date | null;
  unstable: boolean;
  current: boolean;
}

/**
 * Pictures of an example, the last to appear first. A picture that came back is where it was first: the
 * same pixels are one snapshot, in however many reports.
 *
 * @throws TwinlensError `not_found` when the project has never had the example
 */
export async function getSnapshotHistory({
  ctx,
  input,
}: {
  ctx: Context;
  input: HistoryInput;
}): Promise<View> {
  const { accountId, projectId, component, variant, target } = input;
  const project = await requireProject(ctx, input);
  const name = sql`name_hash(${component}, ${variant}, ${target})`;
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from snapshot
    where project_id = ${projectId} and name_hash = ${name}`.execute(ctx.db);
  const total = counted[0]?.total ?? 0;
  if (total === 0) throw new TwinlensError('not_found', 'this project never had such an example');
  const latest = await findLatestReport(ctx, projectId);
  // The names are found by the index of (project_id, name_hash, image_id), whatever else the project has;
  // of the latest report one array is read.
  const { rows } = await sql<Row>`
    with page as materialized (
      select s.id, s.image_id, s.first_sha, s.first_seen_at, s.unstable from snapshot s
      where s.project_id = ${projectId} and s.name_hash = ${name}
      order by s.id desc limit ${input.limit} offset ${input.offset}
    ),
    current as materialized (
      select entry.id from report r, unnest(r.snapshot_ids) as entry (id)
      where r.id = ${latest?.id ?? 0} and entry.id in (select id from page)
    )
    select page.id, page.image_id as "imageId", page.first_sha as "firstSha",
      page.first_seen_at as "firstSeenAt", page.unstable, page.id in (select id from current) as current,
      i.hash, i.foreign_url as "foreignUrl", i.width, i.height, i.frame_count as "frameCount",
      i.duration_ms as "durationMs", i.picture_hash as "pictureHash", i.violations, i.ignored
    from page join image i on i.id = page.image_id
    order by page.id desc`.execute(ctx.db);
  const key = await imageKeyOf(ctx, accountId);
  const decisions = await findDecisions(ctx, input, rows);
  return {
    project,
    total,
    pictures: rows.map(({ id, imageId, firstSha, firstSeenAt, unstable, current, ...picture }) => ({
      snapshotId: id,
      publicId: publicSnapshotId(key, id),
      image: viewPicture(ctx, accountId, picture),
      firstSha,
      firstSeenAt: firstSeenAt?.toISOString() ?? null,
      unstable,
      current,
      decisions: decisions.get(imageId) ?? [],
    })),
  };
}

/** What stands of what was said when these pictures took the place of others, newest first, by image. */
async function findDecisions(
  ctx: Context,
  { projectId, component, variant, target }: HistoryInput,
  pictures: { imageId: number }[],
): Promise<Map<number, Decision[]>> {
  const { rows } = await sql<{
    image: number;
    kind: Decision['kind'];
    by: string;
    at: Date;
    sha1: string | null;
    sha2: string | null;
  }>`
    select entry.image, d.kind, d.by_name as by, d.at, c.sha1, c.sha2
    from unnest(${pictures.map(({ imageId }) => imageId)}::int[]) as entry (image)
    cross join lateral (
      select * from decision d
      where d.project_id = ${projectId} and d.name_hash = name_hash(${component}, ${variant}, ${target})
        and d.after_image = entry.image and d.undone_at is null
        and d.kind in ('accepted', 'rejected', 'flaky')
      order by d.id desc limit ${maxDecisions}
    ) d
    left join comparison c on c.id = d.comparison_id
    order by d.id desc`.execute(ctx.db);
  const byImage = new Map<number, Decision[]>();
  for (const { image, kind, by, at, sha1, sha2 } of rows) {
    const comparison = sha1 === null || sha2 === null ? null : { sha1, sha2 };
    const decision = { kind, by, at: at.toISOString(), comparison };
    byImage.set(image, [...(byImage.get(image) ?? []), decision]);
  }
  return byImage;
}
