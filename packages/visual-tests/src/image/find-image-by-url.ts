import { sql } from 'kysely';
import type { Context } from '../context.ts';

interface Named {
  name: string;
  /** Whether it is an accessibility result. */
  isResult: boolean;
}

/** What an address of this account's images names, or null when it is not one. */
function nameInUrl({ origin }: Context, accountId: number, url: string): Named | null {
  const path = url.startsWith(`${origin}/`) ? url.slice(origin.length) : url;
  const [, account, kind, name] =
    /^\/a\/(\d+)\/(img(?=.*\.a?png$)|accessibility(?=.*json$))\/([0-9a-f]{32})\.\w+$/.exec(path) ??
    [];
  if (name === undefined || account !== String(accountId)) return null;
  return { name, isResult: kind === 'accessibility' };
}

/**
 * Ids of the images and accessibility results behind addresses this server has given out for an
 * account, by address. Addresses of anything else, other accounts' images too, are left out.
 */
export async function findImagesByUrl(
  ctx: Context,
  accountId: number,
  urls: string[],
): Promise<Map<string, number>> {
  const names = new Map<string, Named>();
  for (const url of urls) {
    const name = nameInUrl(ctx, accountId, url);
    if (name !== null) names.set(url, name);
  }
  if (names.size === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('image')
    .select(['id', 'hash', 'picture_hash'])
    .where('account_id', '=', accountId)
    .where('foreign_url', 'is', null)
    .where(sql<boolean>`hash = any(${[...names.values()].map(({ name }) => name)}::text[])`)
    .execute();
  const images = new Map(rows.map((row) => [row.hash, row]));
  return new Map(
    [...names].flatMap(([url, { name, isResult }]) => {
      const image = images.get(name);
      if (image === undefined || (image.picture_hash !== null) !== isResult) return [];
      return [[url, image.id] as const];
    }),
  );
}
