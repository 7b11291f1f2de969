import { type BodyOf, type Operations, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { LogEntry, ResultEntry } from '../db/schema.ts';
import { requireImages } from '../image/require-images.ts';
import { findLeaseOrResult, type HeldLease } from '../lease/find-lease.ts';
import { countCaptures } from './count-captures.ts';

type Seen = BodyOf<Operations['reportAudit']>['pictures'][number];

export interface Disagreement {
  component: string;
  variant: string;
  copied: number;
  /** Null when the page did not show it again. */
  rendered: number | null;
}

/**
 * Takes what copied pictures look like when they are rendered again. Of an example that looks
 * different no picture is copied any more; the log of the request says so.
 *
 * @returns the examples that look different
 * @throws TwinlensError `lease_lost`; `conflict` without a result; `invalid_request` for an image that
 *   was not uploaded, or an example whose picture was not copied
 */
export async function reportAudit({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; pictures: Seen[] };
}): Promise<Disagreement[]> {
  const lease = await findLeaseOrResult(ctx, input.token);
  const { result, log } = await ctx.db
    .selectFrom('snap_request')
    .select(['result', 'log'])
    .where('id', '=', lease.snapRequestId)
    .executeTakeFirstOrThrow();
  if (result === null) throw new TwinlensError('conflict', 'hand the result in first');
  const seen = input.pictures.flatMap(({ image, ...name }) => (image ? [{ ...name, image }] : []));
  const images = await requireImages(ctx, lease.accountId, seen);
  const disagreements = input.pictures.flatMap(({ component, variant, image }) => {
    const copied = requireCopied(result, component, variant);
    const rendered = image && (images.get(image.hash)?.id ?? null);
    return copied === rendered ? [] : [{ component, variant, copied, rendered }];
  });
  await ctx.db.transaction().execute(async (trx) => {
    const inner = { ...ctx, db: trx };
    await turnOff(inner, lease, disagreements);
    await addToLog(inner, lease.snapRequestId, log, disagreements);
    await countCaptures(inner, lease.accountId, {
      audits: input.pictures.length,
      disagreements: disagreements.length,
    });
  });
  ctx.observer.happened({
    kind: 'audited',
    pictures: input.pictures.length,
    disagreements: disagreements.length,
  });
  return disagreements;
}

function requireCopied(result: ResultEntry[], component: string, variant: string): number {
  const entry = result.find(
    (one) => one.component === component && one.variant === variant && one.copied === true,
  );
  if (entry) return entry.imageId;
  throw new TwinlensError('invalid_request', `${component} / ${variant}: nothing was copied of it`);
}

async function turnOff(
  ctx: Context,
  { accountId, snapRequestId, type, target }: HeldLease,
  disagreements: Disagreement[],
): Promise<void> {
  if (disagreements.length === 0) return;
  await sql`
    insert into uncopied_example (account_id, snap_request_id, type, target, found_at,
      component, variant, copied_image, rendered_image)
    select ${accountId}::integer, ${snapRequestId}::integer, ${type}, ${target}, ${ctx.now()}::timestamptz,
      component, variant, copied, rendered
    from unnest(
      ${disagreements.map((one) => one.component)}::text[],
      ${disagreements.map((one) => one.variant)}::text[],
      ${disagreements.map((one) => one.copied)}::integer[],
      ${disagreements.map((one) => one.rendered)}::integer[]
    ) as found (component, variant, copied, rendered)
    order by component, variant
    on conflict (account_id, type, target, component, variant) do update set
      snap_request_id = excluded.snap_request_id,
      found_at = excluded.found_at,
      copied_image = excluded.copied_image,
      rendered_image = excluded.rendered_image`.execute(ctx.db);
}

/** Examples that are named in the log of a request. */
const maxNamed = 20;

async function addToLog(
  ctx: Context,
  snapRequestId: number,
  log: LogEntry[],
  disagreements: Disagreement[],
): Promise<void> {
  const atMs = Math.max(0, ...log.map((line) => line.atMs));
  const lines = disagreements.slice(0, maxNamed).map(
    ({ component, variant }): LogEntry => ({
      atMs,
      level: 'warn',
      text: `The copied picture of "${component}, ${variant}" was not what rendering it again shows: it is copied no more`,
    }),
  );
  if (lines.length === 0) return;
  await ctx.db
    .updateTable('snap_request')
    .set({ log: sql`log || ${JSON.stringify(lines)}::jsonb` })
    .where('id', '=', snapRequestId)
    .execute();
}
