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
