import type { Context } from '../context.ts';

/** A package an account has uploaded, or null. */
export async function findPackage(
  ctx: Context,
  accountId: number,
  hash: string,
): Promise<{ bytes: number; uploadedAt: Date } | null> {
  const row = await ctx.db
    .selectFrom('package')
    .select(['bytes', 'uploaded_at'])
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row === undefined ? null : { bytes: row.bytes, uploadedAt: row.uploaded_at };
}

/** Those of the packages, by hash, that an account has uploaded. */
export async function findStoredPackages(
  ctx: Context,
  accountId: number,
  hashes: string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await ctx.db
    .selectFrom('package')
    .select('hash')
    .where('account_id', '=', accountId)
    .where('hash', 'in', hashes)
    .execute();
  return new Set(rows.map(({ hash }) => hash));
}
