import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { SnapRequestState } from '../db/schema.ts';
import { allocateIds } from '../snap-request/allocate-ids.ts';
import type { Crossing } from './find-crossings.ts';

/** A capture of a baseline that is done once more with another browser. */
export interface Rerendering {
  snapRequestId: number;
  /** The capture that it does once more. */
  rerenderOf: number;
  browser: string;
  state: SnapRequestState;
}

export const keyOf = (requestId: number, browser: string): string => `${requestId} ${browser}`;

/**
 * The captures that bring these snapshots into the browsers of a later report. Those that other
 * comparisons have asked for are taken; new ones are queued, for workers that have the browser. The
 * account must be held.
 *
 * @param again whether those that failed are tried once more
 */
export async function ensureRerenderings(
  ctx: Context,
  accountId: number,
  crossings: Crossing[],
  again: boolean,
): Promise<Rerendering[]> {
  const wanted = new Map(crossings.map((one) => [keyOf(one.requestId, one.browser), one]));
  if (wanted.size === 0) return [];
  const known = await findKnown(ctx, [...wanted.values()]);
  const usable = known.filter(({ state }) => !again || state !== 'failed');
  const found = new Set(usable.map((one) => keyOf(one.rerenderOf, one.browser)));
  const missing = [...wanted].flatMap(([key, one]) => (found.has(key) ? [] : [one]));
  return [...usable, ...(await queue(ctx, accountId, missing))];
}

/** The newest of each. */
async function findKnown(ctx: Context, crossings: Crossing[]): Promise<Rerendering[]> {
  const { rows } = await sql<Rerendering>`
    select distinct on (again.rerender_of, again.browser)
      again.snap_request_id as "snapRequestId", again.rerender_of as "rerenderOf", again.browser,
      r.state
    from unnest(
      ${crossings.map(({ requestId }) => requestId)}::integer[],
      ${crossings.map(({ browser }) => browser)}::text[]
    ) as wanted (request, browser)
    join rerendering again on again.rerender_of = wanted.request and again.browser = wanted.browser
    join snap_request r on r.id = again.snap_request_id
    where r.doubt is null
    order by again.rerender_of, again.browser, again.snap_request_id desc`.execute(ctx.db);
  return rows;
}

async function queue(
  ctx: Context,
  accountId: number,
  crossings: Crossing[],
): Promise<Rerendering[]> {
  if (crossings.length === 0) return [];
  const ids = await allocateIds(ctx, crossings.length);
  const queued = crossings.map(({ requestId, browser }, at) => ({
    ...{ snapRequestId: ids[at] ?? 0, rerenderOf: requestId, browser },
    state: 'queued' as const,
  }));
  for (const { snapRequestId, rerenderOf, browser } of queued) {
    // The payload stays with the first capture.
    await sql`
      insert into snap_request
        (id, account_id, type, target, viewport, package_hash, browser_name, only_browser, created_at)
      select ${snapRequestId}::integer, ${accountId}::integer, type, target, viewport, package_hash,
        browser_name, ${browser}::text, ${ctx.now()}::timestamptz
      from snap_request where id = ${rerenderOf}`.execute(ctx.db);
    await ctx.db
      .insertInto('rerendering')
      .values({ snap_request_id: snapRequestId, rerender_of: rerenderOf, browser, at: ctx.now() })
      .execute();
  }
  return queued;
}
