import type { Context } from '../context.ts';
import type { KeyKind } from '../db/schema.ts';
import { unseal } from '../secret/seal.ts';

/** `last_used_at` is written at most this often for one key. Milliseconds. */
const usePrecisionMs = 60_000;

export interface FoundSecret {
  accountId: number;
  secret: string;
  lastUsedAt: Date | null;
  kind: KeyKind;
  expiresAt: Date | null;
  /** Name of the only project it may be used for; null for all of them. */
  project: string | null;
}

/**
 * The secret behind a key, or null when the key is unknown or revoked. Proves nothing by itself, and
 * is answered for a while after the key has expired.
 */
export async function findSecret({
  ctx,
  input,
}: {
  ctx: Context;
  input: { key: string };
}): Promise<FoundSecret | null> {
  const row = await ctx.db
    .selectFrom('api_key')
    .select(['account_id', 'sealed_secret', 'last_used_at', 'kind', 'expires_at', 'project'])
    .where('key', '=', input.key)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    accountId: row.account_id,
    secret: unseal(ctx.installationKey, input.key, row.sealed_secret),
    lastUsedAt: row.last_used_at,
    kind: row.kind,
    expiresAt: row.expires_at,
    project: row.project,
  };
}

/** Remembers that a caller has proved to own this key; to the minute, so that it is nearly free. */
export async function noteKeyUsed({
  ctx,
  input,
}: {
  ctx: Context;
  input: { key: string; lastUsedAt: Date | null };
}): Promise<void> {
  const now = ctx.now();
  if (input.lastUsedAt && now.getTime() - input.lastUsedAt.getTime() < usePrecisionMs) return;
  await ctx.db
    .updateTable('api_key')
    .set({ last_used_at: now })
    .where('key', '=', input.key)
    .execute();
}
