import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findLease } from './find-lease.ts';

interface Named {
  component: string;
  variant: string;
}

/**
 * Which of these examples of the lease's target the account has pictures of, but not this one: they
 * would be reported as differences. Which project the capture is for is not known, nor what it will be
 * compared with, so any picture in any report of the account counts. Pictures of examples that
 * differed from themselves do not: another capture may have missed that by luck.
 *
 * @throws TwinlensError `lease_lost`
 */
export async function findDifferences({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; snapshots: (Named & { hash: string })[] };
}): Promise<{ examples: Named[] }> {
  const { accountId, target, rerenderOf } = await findLease(ctx, input.token);
  // Of a baseline the later pictures were captured twice, if anything.
  if (rerenderOf !== null) return { examples: [] };
  const { snapshots } = input;
  // `limit 1` at every step keeps to one probe of the index for each example and project.
  const { rows } = await sql<Named>`
    with own as materialized (select id from project where account_id = ${accountId}),
    entry as materialized (
      select component, variant, image.id as image_id,
        name_hash(component, variant, ${target}) as name_hash
      from unnest(
        ${snapshots.map(({ component }) => component)}::text[],
        ${snapshots.map(({ variant }) => variant)}::text[],
        ${snapshots.map(({ hash }) => hash)}::text[]
      ) as asked (component, variant, hash)
      left join image on image.account_id = ${accountId} and image.pixel_hash = asked.hash
    )
    select entry.component, entry.variant
    from entry
    cross join lateral (
      select 1 from own cross join lateral (
        select 1 from snapshot s
        where s.project_id = own.id and s.name_hash = entry.name_hash
        limit 1
      ) one
      limit 1
    ) known
    left join lateral (
      select true as found from own cross join lateral (
        select 1 from snapshot s
        where s.project_id = own.id and s.name_hash = entry.name_hash
          and s.image_id = entry.image_id and not s.unstable
        limit 1
      ) one
      limit 1
    ) same on true
    where same.found is null
    order by entry.component, entry.variant`.execute(ctx.db);
  return { examples: rows };
}
