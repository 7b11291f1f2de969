/** Keys that administrators give to their build machines, and take back. */
import { randomBytes } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import type { KeyKind } from '../db/schema.ts';
import { requireAdmin } from '../person/require-admin.ts';
import { seal } from '../secret/seal.ts';

export interface ApiKey {
  key: string;
  label: string;
  kind: KeyKind;
  createdAt: Date;
  lastUsedAt: Date | null;
  /** Null for keys that last until they are revoked. */
  expiresAt: Date | null;
  /** Name of the only project it may be used for; null for all of them. */
  project: string | null;
}

/** Makes a key without asking who wants it. Both halves are hexadecimal, as the clients demand. */
export async function mintApiKey(
  ctx: Context,
  accountId: number,
  label: string,
): Promise<{ key: string; secret: string; label: string }> {
  const key = randomBytes(10).toString('hex');
  const secret = randomBytes(32).toString('hex');
  await ctx.db
    .insertInto('api_key')
    .values({
      key,
      account_id: accountId,
      label,
      sealed_secret: seal(ctx.installationKey, key, secret),
    })
    .execute();
  return { key, secret, label };
}

/**
 * A new key of the caller's account; the only time its secret is shown.
 * @throws TwinlensError `forbidden` unless the caller is an administrator
 */
export async function createApiKey({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; label: string };
}): Promise<{ key: string; secret: string; label: string }> {
  requireAdmin(input.caller, 'API keys');
  return mintApiKey(ctx, input.caller.accountId, input.label);
}

/** Keys in use, oldest first, without their secrets. */
export async function listApiKeys({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number };
}): Promise<ApiKey[]> {
  const rows = await ctx.db
    .selectFrom('api_key')
    .select(['key', 'label', 'kind', 'created_at', 'last_used_at', 'expires_at', 'project'])
    .where('account_id', '=', input.accountId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', ctx.now())]))
    .orderBy('created_at')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({
    key: row.key,
    label: row.label,
    kind: row.kind,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    project: row.project,
  }));
}

/**
 * Ends a key at once. Repeatable.
 * @throws TwinlensError `forbidden`; `not_found` when the account has no such key
 */
export async function revokeApiKey({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; key: string };
}): Promise<void> {
  requireAdmin(input.caller, 'API keys');
  const revoked = await ctx.db
    .updateTable('api_key')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(ctx.now())) }))
    .where('account_id', '=', input.caller.accountId)
    .where('key', '=', input.key)
    .returning('key')
    .executeTakeFirst();
  if (revoked === undefined) throw new TwinlensError('not_found', 'there is no such API key');
}
