/** How the capture cache does, as administrators see it. */
import type { Operations, ResponseOf } from '@twinlens/contract';
import { sql } from 'kysely';
import type { CaptureCounts } from '../capture-cache/count-captures.ts';
import { shownDays } from '../capture-cache/rules.ts';
import type { Context } from '../context.ts';
import { viewPicture } from './picture.ts';

type View = ResponseOf<Operations['getCaptureCache']>;

/** Examples listed. */
const maxListed = 200;

export async function getCaptureCache({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number };
}): Promise<View> {
  return {
    days: shownDays,
    ...(await sumCounts(ctx, input.accountId)),
    turnedOff: await listTurnedOff(ctx, input.accountId),
  };
}

async function sumCounts(ctx: Context, accountId: number): Promise<CaptureCounts> {
  const today = ctx.now().toISOString().slice(0, 10);
  const { rows } = await sql<CaptureCounts>`
    select coalesce(sum(hits), 0)::int as hits, coalesce(sum(misses), 0)::int as misses,
      coalesce(sum(audits), 0)::int as audits,
      coalesce(sum(disagreements), 0)::int as disagreements
    from capture_cache_day
    where account_id = ${accountId} and day > ${today}::date - ${shownDays}::integer`.execute(
    ctx.db,
  );
  return rows[0] ?? { hits: 0, misses: 0, audits: 0, disagreements: 0 };
}

async function listTurnedOff(ctx: Context, accountId: number): Promise<View['turnedOff']> {
  const rows = await ctx.db
    .selectFrom('uncopied_example as e')
    .innerJoin('image as copied', 'copied.id', 'e.copied_image')
    .leftJoin('image as rendered', 'rendered.id', 'e.rendered_image')
    .select(['e.id', 'e.component', 'e.variant', 'e.target', 'e.type'])
    .select(['e.snap_request_id as snapRequestId', 'e.found_at as foundAt'])
    .select(['copied.hash', 'copied.foreign_url as foreignUrl', 'copied.width', 'copied.height'])
    .select(['copied.frame_count as frameCount', 'copied.duration_ms as durationMs'])
    .select(['copied.picture_hash as pictureHash', 'copied.violations', 'copied.ignored'])
    .select(['rendered.hash as renderedHash', 'rendered.width as renderedWidth'])
    .select(['rendered.height as renderedHeight', 'rendered.picture_hash as renderedPictureHash'])
    .select(['rendered.frame_count as renderedFrameCount'])
    .select(['rendered.duration_ms as renderedDurationMs'])
    .select(['rendered.violations as renderedViolations', 'rendered.ignored as renderedIgnored'])
    .where('e.account_id', '=', accountId)
    .orderBy('e.found_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(maxListed)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    component: row.component,
    variant: row.variant,
    target: row.target,
    type: row.type,
    snapRequestId: row.snapRequestId,
    foundAt: row.foundAt.toISOString(),
    copied: viewPicture(ctx, accountId, row),
    rendered:
      row.renderedHash === null
        ? null
        : viewPicture(ctx, accountId, {
            hash: row.renderedHash,
            foreignUrl: null,
            width: row.renderedWidth,
            height: row.renderedHeight,
            frameCount: row.renderedFrameCount,
            durationMs: row.renderedDurationMs,
            pictureHash: row.renderedPictureHash,
            violations: row.renderedViolations,
            ignored: row.renderedIgnored,
          }),
  }));
}
