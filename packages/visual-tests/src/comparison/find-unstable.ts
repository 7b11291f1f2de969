import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { ReportSnapshot } from '../report/load-snapshots.ts';
import { type CapturedTwice, findJudged, pairText, UnjudgedPairsError } from './judge-pairs.ts';

interface ChangedPair {
  before: ReportSnapshot;
  after: ReportSnapshot;
}

/** Pairs that are looked at for one comparison; the rest stays changed. */
const maxLookedAt = 200;

/**
 * The later snapshots of the changed pairs that differ only where the later one differs from itself, or
 * show what the baseline has shown when it was captured again; ascending.
 *
 * @throws UnjudgedPairsError when pictures have to be looked at first
 */
export async function findUnstable(
  ctx: Context,
  changed: ChangedPair[],
  reports: { beforeReportId: number | null; afterReportId: number },
): Promise<number[]> {
  const again = await findAgain(ctx, reports.afterReportId);
  const earlier = await findAgain(ctx, reports.beforeReportId);
  const seenBefore = changed.filter(
    ({ before, after }) => earlier.get(before.id) === after.imageId,
  );
  const own = changed.filter(({ after }) => again.has(after.id)).slice(0, maxLookedAt);
  const candidates = own.map(({ before, after }) => ({
    id: after.id,
    // Where the baseline has two pictures as well, either will do.
    pairs: [before.imageId, earlier.get(before.id) ?? []].flat().map((image) => ({
      before: image,
      after: after.imageId,
      again: again.get(after.id) ?? 0,
    })),
  }));
  const open = candidates.filter(({ pairs }) => !pairs.some(isEqual)).flatMap(({ pairs }) => pairs);
  const judged = open.length === 0 ? new Map<string, boolean>() : await findJudged(ctx, open);
  const unjudged = open.filter((pair) => !judged.has(pairText(pair)));
  if (unjudged.length > 0) throw new UnjudgedPairsError(unjudged);
  const unstable = candidates
    .filter(({ pairs }) => pairs.some((pair) => isEqual(pair) || judged.get(pairText(pair))))
    .map(({ id }) => id);
  const ids = new Set([...seenBefore.map(({ after }) => after.id), ...unstable]);
  return [...ids].sort((a, b) => a - b);
}

/** The baseline looked like one of the two, also where these are results of accessibility. */
const isEqual = ({ before, after, again }: CapturedTwice) => before === after || before === again;

/** Images of the second captures of a report that looked different, by snapshot id. */
async function findAgain(ctx: Context, reportId: number | null): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; image: number }>`
    select entry.id, entry.image
    from report r, unnest(r.again_snapshot_ids, r.again_image_ids) as entry (id, image)
    where r.id = ${reportId}`.execute(ctx.db);
  return new Map(rows.map(({ id, image }) => [id, image]));
}
