import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** The public name in an address of this account's images, or null when it is not one. */
function nameInUrl({ origin }: Context, accountId: number, url: string): string | null {
  const path = url.startsWith(`${origin}/`) ? url.slice(origin.length) : url;
  const [, account, name] = /^\/a\/(\d+)\/img\/([0-9a-f]{32})\.png$/.exec(path) ?? [];
  return name !== undefined && account === String(accountId) ? name : null;
}

/**
 * Ids of the images behind addresses this server has given out for an account, by address. Addresses
 * of anything else, other accounts' images too, are left out.
 */
export async function findImagesByUrl(
  ctx: Context,
  accountId: number,
  urls: string[],
): Promise<Map<string, number>> {
  const names = new Map<string, string>();
  for (const url of urls) {
    const name = nameInUrl(ctx, accountId, url);
    if (name !== null) names.set(url, name);
  }
  if (names.size === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('image')
    .select(['id', 'hash'])
    .where('account_id', '=', accountId)
    .where('foreign_url', 'is', null)
    .where(sql<boolean>`hash = any(${[...new Set(names.values())]}::text[])`)
    .execute();
  const ids = new Map(rows.map(({ hash, id }) => [hash, id]));
  return new Map(
    [...names].flatMap(([url, name]) => {
      const id = ids.get(name);
      return id === undefined ? [] : [[url, id] as const];
    }),
  );
}
